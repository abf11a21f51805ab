/**
 * Keeps what stands in a form: in this browser within two seconds, at the archive within ten.
 * Whatever fails is tried again for as long as the page is open.
 */
import { freshSlot, keep } from "./kept-words.js";

const HERE = 1000; // milliseconds from a key to the browser's copy
const THERE = 5000; // and to the archive's
const RETRY = 8000;
const PATIENCE = 15000; // with an archive that does not answer
const KEEPALIVE = 60000; // bytes that a browser sends for a page that is closing
const FIRST = 1.7e9; // sequences are seconds, so that they grow from page to page

export class Keeper {
  #changes = 0; // counted up with each; what is kept is the count that it held
  #kept = { here: 0, there: 0 };
  #sequence = Math.floor(Date.now() / 1000 - FIRST);
  #sent = []; // sequences that may be the archive's newest of this page
  #timers = {};
  #flight;
  #isOver = false;
  #hasRoom = true;
  #status; // of the archive's last answer

  /** `form` has the words' fields; `read()` gives them; `say(state)` tells the writer. */
  constructor({ form, words, read, say }) {
    Object.assign(this, { form, words, read, say });
    this.slot = form.elements.slot.value;
    this.place = `${words.work}:${words.chapter}`;
    addEventListener("online", () => { this.#tell(); this.there(); });
    addEventListener("offline", () => this.#tell());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("visibilitychange", () => { if (document.hidden) this.now(); });
    addEventListener("beforeunload", (event) => {
      if (!this.#isOver && !this.isKept && !this.#hasRoom) event.preventDefault();
    });
  }

  get isChanged() { return this.#changes > 0; }
  get isKept() { return Math.max(this.#kept.here, this.#kept.there) === this.#changes; }

  changed() {
    if (this.#isOver) this.#fork(); // what was sent is on its way; this is more
    this.#changes += 1;
    this.#timers.here ??= setTimeout(() => this.here(), HERE);
    this.#timers.there ??= setTimeout(() => this.there(), this.#hasRoom ? THERE : HERE);
  }

  now() {
    if (this.#isOver || !this.isChanged) return;
    this.here();
    this.there();
  }

  /** The form is being sent: should that fail, this browser still has every word. */
  sent() {
    this.here();
    this.#stop("there");
    this.#flight?.abort();
    this.#isOver = true;
  }

  /** The writer wants none of it. */
  dropped() {
    this.#stop("here");
    this.#stop("there");
    this.#flight?.abort();
    this.#isOver = true;
    return this.slot;
  }

  /** Whether the browser has room for what stands in the form. */
  async here() {
    this.#stop("here");
    const count = this.#changes;
    try {
      await keep(this.record(this.#kept.there === count));
      this.#kept.here = Math.max(this.#kept.here, count);
      this.#hasRoom = true;
    } catch {
      this.#hasRoom = false;
      this.there(); // the archive must have it
    }
    this.#tell();
    return this.#hasRoom;
  }

  /** Give the archive what this browser kept another time, under the name that it has: what it answers. */
  async hand(kept) {
    const { user, work, chapter } = this.words;
    const base_version = kept.base ?? this.#base;
    const body = JSON.stringify({ sequence: ++this.#sequence, base_version, user, work, chapter, fields: kept.fields });
    const how = { slot: kept.slot, flight: new AbortController() };
    try {
      let answer = await this.#send(body, how);
      if (answer.status === 403 && await this.#renew()) answer = await this.#send(body, how);
      return { status: answer.status, ...await answer.json() };
    } catch {
      return { status: 0 };
    }
  }

  async there() {
    this.#stop("there");
    if (this.#isOver || this.#flight || this.#kept.there === this.#changes) return;
    const count = this.#changes;
    const status = await this.#try();
    if (this.#isOver) return;
    if (status === 200) {
      this.#kept.there = count;
      if (count === this.#changes) keep(this.record(true)).catch(() => {});
    }
    if (status === 409) this.#fork();
    this.#status = status;
    this.#tell();
    if (this.#kept.there !== this.#changes) this.#timers.there ??= setTimeout(() => this.there(), this.#wait(status));
  }

  #wait(status) {
    if (status === 409) return 0;
    return status === 200 ? THERE : RETRY;
  }

  #stop(name) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = undefined;
  }

  #tell() {
    const { isChanged, isKept } = this;
    const isThere = isChanged && this.#kept.there === this.#changes;
    const isHere = isChanged && this.#kept.here === this.#changes;
    this.say({ status: this.#status, isChanged, isKept, isHere, isThere, hasRoom: this.#hasRoom });
  }

  /** Go on under another name, so that what is kept under this one stays as it is. */
  #fork() {
    this.slot = freshSlot();
    this.form.elements.slot.value = this.slot;
    this.#kept = { here: 0, there: 0 };
    this.#changes += 1;
    this.#sent = [];
    this.#isOver = false;
  }

  get #base() { return Number(this.form.elements.base_version?.value || 0); }

  /** What stands in the form now, as it is kept here. */
  record(isThere) {
    const { slot, place, words: { user } } = this;
    return { slot, place, user, base: this.#base, fields: this.read(), keptAt: Date.now(), isThere };
  }

  #body() {
    const { user, work, chapter } = this.words;
    const after = this.#sent.slice(-50);
    this.#sent.push(++this.#sequence);
    return JSON.stringify({ sequence: this.#sequence, after, base_version: this.#base, user, work, chapter, fields: this.read() });
  }

  async #try() {
    this.#flight = new AbortController();
    try {
      let status = (await this.#send(this.#body())).status;
      if (status === 403 && await this.#renew()) status = (await this.#send(this.#body())).status;
      if (status === 200) this.#sent = this.#sent.slice(-1);
      return status;
    } catch {
      return 0; // offline, or the archive is away
    } finally {
      this.#flight = undefined;
    }
  }

  async #send(body, { slot = this.slot, flight = this.#flight, keepalive = false } = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    const late = setTimeout(() => flight?.abort(), PATIENCE);
    const { signal } = flight ?? {};
    try {
      return await fetch(`${this.words.autosave}${slot}/`, { method: "POST", body, headers, keepalive, signal });
    } finally {
      clearTimeout(late);
    }
  }

  /** A token that is good again after logging in elsewhere, from this page as it is now. */
  #renew() {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", location.href);
      request.responseType = "document";
      request.timeout = PATIENCE;
      request.onloadend = () => {
        const token = request.response?.querySelector("writing-form [name=csrfmiddlewaretoken]")?.value;
        if (token) this.form.elements.csrfmiddlewaretoken.value = token;
        resolve(Boolean(token));
      };
      request.send();
    });
  }

  #leave() {
    if (this.#isOver) return;
    if (this.#kept.here !== this.#changes) this.here();
    if (this.#kept.there === this.#changes) return;
    this.#flight = undefined;
    const body = this.#body();
    this.#send(body, { keepalive: new Blob([body]).size < KEEPALIVE }).catch(() => {});
  }
}
