/**
 * <kept-form> around a form with some words: what is typed is kept in this browser until the archive
 * has answered, and offered to whoever comes back. Chapters have <writing-form>.
 */
import { offerKept } from "./kept-offer.js";
import { forget, freshSlot, keep, keptOf } from "./kept-words.js";

const PAUSE = 1000; // milliseconds that words wait
const SENT = "kept-form"; // what this tab has sent and no answer is known to

class KeptForm extends HTMLElement {
  #slot = freshSlot();
  #waiting;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => { this.#waiting ??= setTimeout(() => this.#keep(), PAUSE); });
    this.form.addEventListener("submit", (event) => this.#send(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.#waiting) this.#keep(); });
    this.#begin().catch(() => {}); // a browser that keeps nothing has nothing to offer
  }

  get #place() { return `form:${location.pathname}`; }

  get #fields() {
    const named = [...this.form.elements].filter(({ name, type }) => name && (type === "textarea" || type === "text"));
    return Object.fromEntries(named.map(({ name, value }) => [name, value]));
  }

  get #isRefused() { return this.form.querySelector(".error, [aria-invalid='true']") !== null; }

  async #begin() {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (sent && this.#isRefused) this.#slot = sent;
    else if (sent) await forget(sent);
    for (const one of await keptOf(this.dataset.user, this.#place)) {
      if (one.slot === this.#slot) continue;
      if (this.#differs(one.fields)) this.#offer(one);
      else await forget(one.slot);
    }
  }

  #differs(fields) {
    const now = this.#fields;
    return Object.entries(fields).some(([name, value]) => value.trim() && value !== now[name]);
  }

  async #keep() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const { user } = this.dataset;
    try {
      await keep({ slot: this.#slot, user, place: this.#place, fields: this.#fields, keptAt: Date.now(), isThere: false });
      this.dataset.keptAt = Date.now();
    } catch { /* It has no room: the page is as any other. */ }
  }

  #send(event) {
    if (!navigator.onLine) {
      event.preventDefault();
      const said = this.querySelector("[data-said]");
      said.textContent = said.dataset.offline;
    } else sessionStorage.setItem(SENT, this.#slot);
    if (this.#waiting) this.#keep();
  }

  #offer(kept) {
    offerKept(this, kept, Object.values(kept.fields), () => this.#take(kept));
  }

  async #take(kept) {
    for (const [name, value] of Object.entries(kept.fields)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    await this.#keep();
    await forget(kept.slot);
  }
}

customElements.define("kept-form", KeptForm);
