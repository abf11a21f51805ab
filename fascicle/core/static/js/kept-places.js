/** <kept-places>: in how many works this browser keeps a guest's place, and a button to forget it. */
import { forgetPlaces, keptPlaces } from "./guest-places.js";

class KeptPlaces extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[role=status]");
    this.querySelector("button").addEventListener("click", () => this.#forget());
    const count = Object.keys(keptPlaces()).length;
    this.querySelector("[data-count]").textContent = count.toLocaleString(document.documentElement.lang);
    this.hidden = !count;
  }

  #forget() {
    forgetPlaces();
    this.querySelector(".row").remove();
    this.said.textContent = this.dataset.gone;
    this.said.focus();
  }
}

customElements.define("kept-places", KeptPlaces);
