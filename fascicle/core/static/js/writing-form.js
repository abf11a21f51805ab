/**
 * <writing-form> around a form in which somebody writes: keeps every word (see keeper.js), says how
 * that goes, offers what was kept and never saved, and says who else is at the chapter.
 */
import { Keeper } from "./keeper.js";
import { offerKept, readable } from "./kept-offer.js";
import { forget, forgetWords, freshSlot, keep, keptOf, renamed } from "./kept-words.js";

const PRESENCE = 15000;
const WORDS = ["title", "number", "text", "mode", "summary", "notes_before", "notes_after", "dedication"];
const NOT_CHOICES = ["csrfmiddlewaretoken", "submission", "slot", "base_version", "tell", ...WORDS];
const PROSE = ["title", "text", "summary", "notes_before", "notes_after", "dedication"];

class WritingForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[data-kept]");
    this.words = this.querySelector("[data-saying]").dataset;
    this.keeper = new Keeper({ form: this.form, words: this.words, read: () => this.#fields, say: (how) => this.#tell(how) });
    this.form.addEventListener("input", (event) => { if (!event.target.closest("[data-no-send]")) this.keeper.changed(); });
    this.form.addEventListener("submit", (event) => {
      const { submitter } = event;
      if (!navigator.onLine) return this.#stay(event);
      if (submitter?.hasAttribute("formaction")) forget(this.keeper.dropped()).catch(() => {}); else this.keeper.sent();
    });
    document.querySelectorAll("[data-slot]").forEach((one) => {
      one.addEventListener("submit", () => forget(one.dataset.slot).catch(() => {}));
    });
    this.#begin();
    if (this.words.presence) this.#present();
  }

  /** Without a network nothing can be saved: the words stay before their writer, and in this browser. */
  #stay(event) {
    event.preventDefault();
    this.wasToSave = true;
    this.keeper.changed();
    this.#say(this.#worry(), true);
  }

  /** Forget what was saved on the page before; offer what this browser kept and nobody saved. */
  async #begin() {
    const address = new URL(location.href);
    const saved = address.searchParams.get("saved");
    try {
      if (saved) {
        address.searchParams.delete("saved");
        history.replaceState(null, "", address);
        await forget(saved);
      }
      const offered = new Set([...document.querySelectorAll("[data-slot]")].map((one) => one.dataset.slot));
      for (const one of await keptOf(this.words.user, this.keeper.place)) await this.#consider(one, offered);
    } catch { /* A browser that keeps nothing has nothing to offer. */ }
  }

  /** The archive offers what it has itself, under the same name; this browser may have more. */
  async #consider(kept, offered) {
    if (!this.#differs(kept.fields)) return kept.slot === this.keeper.slot ? null : forgetWords(kept);
    const isKnown = offered.has(kept.slot) || kept.slot === this.keeper.slot;
    if (isKnown && kept.isThere) return null;
    return this.#offer(isKnown ? await renamed(kept) : kept);
  }

  get #fields() {
    this.form.dispatchEvent(new Event("words-wanted"));
    const words = WORDS.filter((name) => this.form.elements[name]).map((name) => [name, this.form.elements[name].value]);
    return { ...Object.fromEntries(words), choices: this.#choices };
  }

  get #chosen() {
    return [...this.form.elements].filter(({ name, type }) => name && type !== "submit" && !NOT_CHOICES.includes(name));
  }

  /** What is ticked and chosen beside the words: values by the names of fields. */
  get #choices() {
    const choices = {};
    for (const { name, type, value, checked } of this.#chosen) {
      choices[name] ??= [];
      if (type === "checkbox" || type === "radio" ? checked : value) choices[name].push(value);
    }
    return choices;
  }

  #choose(choices) {
    for (const field of this.#chosen) {
      const values = choices[field.name];
      if (!values) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
    for (const tags of this.form.querySelectorAll("tags-field")) tags.tick(choices[tags.dataset.name] ?? []);
  }

  #differs(fields) {
    const now = this.#fields;
    if (PROSE.some((name) => (fields[name] ?? "").trim() && fields[name] !== now[name])) return true;
    return Object.entries(fields.choices ?? {}).some(([name, values]) => values.join() !== (now.choices[name] ?? []).join());
  }

  #offer(kept) {
    const { title, text = "", mode } = kept.fields;
    const ways = { take: () => this.#take(kept), compare: () => this.#compare(kept) };
    offerKept(this, kept, [title, mode === "rich" ? readable(text) : text], ways);
  }

  /** The archive gets them under a name of their own, for another tab may go on under theirs; and shows what differs. */
  async #compare(kept) {
    const own = { ...kept, slot: freshSlot(), isThere: true };
    const { status, address } = await this.keeper.hand(own);
    if (status !== 200) return this.#say(this.#worry(status), true);
    await keep(own).then(() => forgetWords(kept)).catch(() => {});
    location.assign(address);
  }

  /** Kept words into the form. What has been typed there is offered in their place. */
  async #take(kept) {
    const typed = { ...this.keeper.record(false), slot: freshSlot() };
    for (const name of WORDS) {
      const field = this.form.elements[name];
      if (field && name in kept.fields) field.value = kept.fields[name];
    }
    if (kept.base) this.form.elements.base_version.value = kept.base; // what others saved since is merged
    if (kept.fields.choices) this.#choose(kept.fields.choices);
    if (this.keeper.isChanged) {
      this.#offer(typed);
      await keep(typed).catch(() => {});
    }
    this.form.dispatchEvent(new Event("words-changed"));
    this.keeper.changed();
    if (await this.keeper.here()) await forgetWords(kept);
  }

  // ---------------------------------------------------------------- what is said

  #tell({ status, isChanged, isKept, isHere, isThere, hasRoom }) {
    if (isHere) this.dataset.keptAt = Date.now();
    const worry = this.#worry(status);
    if (worry) return this.#say(`${worry} ${this.words[hasRoom ? "safeHere" : "nowhere"]}`, true);
    if (isThere) {
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      return this.#say(`${this.words.keptThere} · ${time}`);
    }
    if (!hasRoom) return this.#say(this.words.nowhere, true);
    return this.#say(isChanged && isKept ? this.words.keptHere : "");
  }

  /** What keeps the archive from keeping words, if anything does. */
  #worry(status) {
    const { offline, later, loggedOut, failed, elsewhere, gone, tooLong } = this.words;
    if (!navigator.onLine) return this.wasToSave ? `${offline} ${later}` : offline;
    if (status === undefined || status === 200) return "";
    return { 401: loggedOut, 403: loggedOut, 404: gone, 409: elsewhere, 413: tooLong }[status] ?? failed;
  }

  /** Everybody sees how it goes; a screen reader is told of worries and of their end only. */
  #say(words, isWorried = false) {
    const wasWorried = this.said.classList.contains("worried");
    this.said.classList.toggle("worried", isWorried);
    if (this.said.textContent !== words) this.said.textContent = words;
    const told = this.querySelector("[data-told]");
    if ((isWorried || wasWorried) && told.textContent !== words) told.textContent = words;
  }

  async #present() {
    const others = this.closest("main").querySelector("[data-others]");
    try {
      const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
      const answer = await fetch(this.words.presence, { method: "POST", headers });
      const names = answer.ok ? (await answer.json()).others : [];
      const words = names.length ? this.words.also.replace("{names}", names.join(", ")) : "";
      if (others.textContent !== words) others.textContent = words;
      others.hidden = !words;
    } catch { /* Who else is here can wait. */ }
    setTimeout(() => { if (this.isConnected) this.#present(); }, PRESENCE);
  }
}

customElements.define("writing-form", WritingForm);
