/**
 * <kept-form> around a form with some words: what is typed is kept in this browser until the archive
 * has answered, and offered to whoever comes back, together with what is marked
 * `data-with-words`: how they are written, what they began with. Chapters have <writing-form>.
 */
import { offerKept } from "./kept-offer.js";
import { forget, forgetWords, freshSlot, keep, keptOf } from "./kept-words.js";

const PAUSE = 1000; // milliseconds that words wait
const SENT = "kept-form"; // what this tab has sent and no answer is known to

const isWords = ({ type }) => type === "textarea" || type === "text";
const isBeside = (field) => field?.dataset.withWords !== undefined;

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
    const kept = [...this.form.elements].filter((field) => field.name && (isWords(field) || isBeside(field)));
    return Object.fromEntries(kept.map(({ name, value }) => [name, value]));
  }

  #wordsOf(fields) {
    return Object.entries(fields).filter(([name]) => !isBeside(this.form.elements[name]));
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
      else await forgetWords(one);
    }
  }

  #differs(fields) {
    const now = this.#fields;
    return this.#wordsOf(fields).some(([name, value]) => value.trim() && value !== now[name]);
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
    const words = this.#wordsOf(kept.fields).map(([, value]) => value);
    offerKept(this, kept, words, { take: () => this.#take(kept) });
  }

  async #take(kept) {
    for (const [name, value] of Object.entries(kept.fields)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    await this.#keep();
    await forgetWords(kept);
  }
}

customElements.define("kept-form", KeptForm);
