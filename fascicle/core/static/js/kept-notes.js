/**
 * <kept-notes> around notes that are used again: a button puts one at the end of a field at once,
 * instead of a tick that does so when the form is saved.
 */
class KeptNotes extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("[data-plain]")) part.remove();
    for (const part of this.querySelectorAll("[data-scripted]")) part.hidden = false;
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-field]");
      if (button) this.#put(button);
    });
  }

  #put(button) {
    const field = document.getElementById(button.dataset.field);
    const words = button.closest("[data-words]").dataset.words;
    field.value = [field.value.trim(), words].filter(Boolean).join("\n\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}

customElements.define("kept-notes", KeptNotes);
