/**
 * <keep-place> after a text keeps the place of who reads it: with the account (data-to, the address
 * that takes it; while that cannot be reached, in this browser), or in this browser alone. What is
 * passed by quickly is not taken for read.
 */
import { linePlace, scrollToPlace } from "./places.js";
import { forgetPlace, keptPlace, rememberPlace } from "./guest-places.js";

const LOOK = 2000; // milliseconds after scrolling began
const JUMP = 8000; // that a reader stays where they jumped to, for it to be their place
const EVERY = 10000; // one writing at most in as many
const SCREENS = 2; // further than this at once is a jump

class KeepPlace extends HTMLElement {
  #y = 0;
  #jump;
  #looking;
  #sending;
  #sentAt = -EVERY;
  #place; // where the reader is
  #kept = ""; // what was kept last, written out
  #stamp;

  connectedCallback() {
    const { stamp, work } = this.dataset;
    this.#stamp = stamp ? Number(stamp) : null;
    if (work) this.#offer(keptPlace(work));
    if (!document.querySelector("[data-chapter]")) return;
    addEventListener("load", () => this.#begin(), { once: true });
    if (document.readyState === "complete") this.#begin();
  }

  #begin() {
    this.#y = scrollY;
    addEventListener("scroll", () => this.#soon(), { passive: true });
    addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.#leave(); });
    this.#soon();
  }

  #soon() { this.#looking ??= setTimeout(() => this.#look(), LOOK); }

  #look() {
    this.#looking = undefined;
    const far = (y) => Math.abs(scrollY - y) > SCREENS * innerHeight;
    if (far(this.#y)) {
      if (!this.#jump || far(this.#jump.y)) this.#jump = { y: scrollY, at: performance.now() };
      if (performance.now() - this.#jump.at < JUMP) return this.#soon();
    }
    this.#jump = undefined;
    this.#y = scrollY;
    this.#place = linePlace() ?? this.#place;
    this.#wait();
  }

  get #isNew() { return this.#place && JSON.stringify(this.#place) !== this.#kept; }

  #wait() {
    if (!this.#isNew || this.#sending) return;
    const left = Math.max(this.#sentAt + EVERY - performance.now(), 0);
    this.#sending = setTimeout(() => this.#send(), left);
  }

  #leave() {
    clearTimeout(this.#sending);
    this.#sending = undefined;
    if (this.#isNew) this.#send(true);
  }

  async #send(keepalive = false) {
    const place = this.#place;
    this.#kept = JSON.stringify(place);
    this.#sentAt = performance.now();
    if (this.dataset.to) await this.#keep(place, keepalive);
    else rememberPlace(this.dataset.work, { ...place, ...this.#among(place) });
    this.#sending = undefined;
    if (!keepalive) this.#wait();
  }

  /** Which chapter that is, of how many there were: drafts may lie between, and more may follow. */
  #among({ chapter }) {
    const text = document.querySelector(`[data-chapter="${chapter}"]`);
    return { number: Number(text.dataset.number), all: Number(this.dataset.all) };
  }

  async #keep(place, keepalive) {
    const { of } = this.dataset;
    // <bring-places> takes it to the account when the archive can be reached again.
    if (!navigator.onLine) return rememberPlace(of, place);
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const body = JSON.stringify({ ...place, stamp: this.#stamp });
    try {
      const answer = await fetch(this.dataset.to, { method: "POST", body, headers, keepalive });
      if (!answer.ok) return;
      this.#stamp = Number(answer.headers.get("Place-Stamp"));
      const waiting = keptPlace(of);
      if (waiting) forgetPlace(of, waiting);
    } catch {
      rememberPlace(of, place);
    }
  }

  /** What this browser remembers of a guest: shown here, or gone to where the address says so. */
  #offer(kept) {
    const line = this.querySelector("[data-offer]");
    if (!kept || !line) return;
    const text = document.querySelector(`[data-chapter="${kept.chapter}"]`);
    if (location.hash === "#place" && text) return scrollToPlace(text, kept);
    line.querySelector("a").href = `${this.dataset.chapters}${kept.position}/#place`;
    line.querySelector("[data-number]").textContent = kept.position;
    line.hidden = false;
  }
}

customElements.define("keep-place", KeepPlace);
