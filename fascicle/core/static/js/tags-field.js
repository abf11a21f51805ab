/**
 * <tags-field data-name="…" data-names="…"> around names to tick and a field for more: offers
 * names in which what is typed stands, and makes each that is done a ticked one of its own.
 */
class TagsField extends HTMLElement {
  #timer;
  #request;

  connectedCallback() {
    this.ticks = this.querySelector("[data-ticks]");
    this.field = this.querySelector("input:not([type=checkbox])");
    if (!this.field) return;
    this.field.addEventListener("input", (event) => this.#typed(event));
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.field.addEventListener("change", () => this.#take(this.field.value));
  }

  /** Tick these names, and make those that do not stand there yet. */
  tick(names) {
    for (const name of names) this.#tick(name);
  }

  disconnectedCallback() { clearTimeout(this.#timer); this.#request?.abort(); }

  #typed(event) {
    if (!this.field.checkValidity()) return;
    const isChosen = !event.inputType || event.inputType === "insertReplacementText";
    const isWhole = isChosen || this.field.value.includes(",");
    if (isWhole && this.#offered(this.field.value)) return this.#take(this.field.value, true);
    if (this.field.value.includes(",")) {
      const parts = this.field.value.split(",");
      const rest = parts.pop();
      for (const part of parts) this.#tick(part);
      this.field.value = rest.trimStart();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 120);
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.isComposing || !this.field.value.trim()) return;
    event.preventDefault();
    this.#take(this.field.value);
  }

  #offered(name) {
    return [...this.field.list.options].some((one) => one.value === name);
  }

  /** What is too long stays in the field, where that is said. */
  #take(typed, isWhole = this.#offered(typed)) {
    if (!this.field.checkValidity()) return;
    for (const part of isWhole ? [typed] : typed.split(",")) this.#tick(part);
    this.field.value = "";
    this.field.list.replaceChildren();
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // as a person's tick would
  }

  #tick(typed) {
    const name = typed.trim().replace(/\s+/g, " ");
    if (!name) return;
    const boxes = [...this.ticks.querySelectorAll("input")];
    const same = boxes.find((one) => one.value.toLowerCase() === name.toLowerCase());
    if (same) { same.checked = true; return; }
    const box = document.createElement("input");
    const label = document.createElement("label");
    const item = document.createElement("li");
    Object.assign(box, { type: "checkbox", name: this.dataset.name, value: name, checked: true, id: `${this.dataset.name}-${boxes.length}-new` });
    Object.assign(label, { htmlFor: box.id, textContent: name, dir: "auto" });
    item.className = "choice";
    item.append(box, " ", label);
    this.ticks.append(item);
  }

  #ask() {
    const words = this.field.value.trim();
    this.#request?.abort();
    if (!words) return;
    // Parsed by XMLHttpRequest: an inert document, and no HTML sink.
    const request = this.#request = new XMLHttpRequest();
    request.open("GET", `${this.dataset.names}?q=${encodeURIComponent(words)}`);
    request.responseType = "document";
    request.onload = () => {
      const part = request.response?.querySelector("[data-part]");
      if (part) this.field.list.replaceChildren(...document.importNode(part, true).children);
    };
    request.send();
  }
}

customElements.define("tags-field", TagsField);
