/** <look-panel> around the form of a look: shows a choice at once, and keeps it a moment later. */
const PAUSE = 500; // milliseconds after the last change

class LookPanel extends HTMLElement {
  #waiting;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[data-said]");
    this.form.addEventListener("input", (event) => { this.#show(event.target); this.#soon(this.form.action); });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.hasAttribute("data-reset")) this.#reset(event.submitter.formAction);
    });
    window.addEventListener("pagehide", () => { if (this.#waiting) this.#keep(this.#waiting.address); });
  }

  #show({ name, value }) {
    document.documentElement.setAttribute(`data-${name}`, value);
  }

  #soon(address) {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = { address, timer: setTimeout(() => this.#keep(address), PAUSE) };
  }

  async #keep(address) {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = undefined;
    const body = new FormData(this.form);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Part": "look" }, keepalive: true });
      this.#say(answer.ok ? this.said.dataset.kept : this.said.dataset.failed);
    } catch {
      this.#say(this.said.dataset.failed);
    }
  }

  /** The page as it is for everybody; the form's own first values are what the reader had before. */
  #reset(address) {
    for (const { name } of [...document.documentElement.attributes])
      if (name.startsWith("data-")) document.documentElement.removeAttribute(name);
    for (const field of this.form.elements) {
      if (field.type === "radio") field.checked = field === this.form.elements[field.name][0];
      else if (field.dataset.usual) field.value = field.dataset.usual;
    }
    this.#keep(address);
  }

  #say(words) { this.said.textContent = words; }
}

customElements.define("look-panel", LookPanel);
