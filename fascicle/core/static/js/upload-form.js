/** <upload-form> around a form with files: drop files on it, and see how much has been sent. */
class UploadForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input[type=file]");
    const drop = this.querySelector("[data-drop]");
    this.querySelector("[data-hint]").hidden = false;
    for (const type of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(type, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", type === "dragover");
        if (type === "drop" && event.dataTransfer.files.length) this.#take(event.dataTransfer.files);
      });
    }
    this.input.addEventListener("change", () => this.#name());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  #take(files) {
    this.input.files = files;
    this.#name();
  }

  #name() {
    const names = [...this.input.files].slice(0, 8).map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    });
    this.querySelector("[data-names]").replaceChildren(...names);
  }

  get #size() { return [...this.input.files].reduce((sum, file) => sum + file.size, 0); }

  #send() {
    if (this.#size > this.dataset.limit * 2 ** 20) return this.#failed(this.dataset.tooLarge);
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => this.#say(event.loaded, event.total);
    request.onload = () => this.#answered(request);
    request.onerror = () => this.#failed(this.dataset.failed);
    request.send(new FormData(this.form));
    this.#busy(true);
  }

  #say(loaded, total) {
    const percent = total ? Math.round((100 * loaded) / total) : 0;
    this.querySelector("progress").value = percent;
    const words = percent < 100 ? this.dataset.sending.replace("{percent}", percent) : this.dataset.reading;
    this.querySelector("[data-words]").textContent = words;
  }

  #answered(request) {
    if (request.status === 200 && request.response?.address) location.assign(request.response.address);
    else this.#failed(request.response?.errors?.join(" ") || this.dataset.failed);
  }

  #failed(words) {
    this.#busy(false);
    this.querySelector("[data-progress]").hidden = false;
    this.querySelector("[data-words]").textContent = words;
  }

  #busy(busy) {
    this.querySelector("[data-progress]").hidden = !busy;
    this.querySelector("button").disabled = busy;
  }
}

customElements.define("upload-form", UploadForm);
