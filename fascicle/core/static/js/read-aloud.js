/**
 * <read-aloud>: reads the text by a voice of the browser, from where its reader stands.
 *
 * Only voices of the device itself: others would send the text to whoever makes them. To pause is to
 * begin the sentence again, since browsers lose what they paused.
 */
import { linePlace, paragraphsIn, readingLine } from "./places.js";
import { spotsOf } from "./paragraphs.js";
import { piecesOf } from "./spoken-pieces.js";

const KEY = "read-aloud"; // the voices by language, and the rate
const LOW = 0.75; // of the window: what is read further down is brought up
const speech = window.speechSynthesis;
const primary = (language) => language.toLowerCase().split(/[-_]/)[0];
const texts = () => [...document.querySelectorAll("[data-chapter]")];

class ReadAloud extends HTMLElement {
  #paragraph;
  #pieces = []; // of the paragraph, yet to be read; the first is read now
  #utterance;

  connectedCallback() {
    if (!speech || !texts().length) return;
    this.play = this.querySelector("[data-do=play]");
    this.stop = this.querySelector("[data-do=stop]");
    [this.voice, this.rate] = ["select", "input"].map((name) => this.querySelector(name));
    this.said = this.querySelector("[role=status]");
    this.onward = this.querySelector("a");
    this.rate.value = kept().rate ?? 1;
    this.play.addEventListener("click", () => (this.#utterance ? this.#pause() : this.#begin()));
    this.stop.addEventListener("click", () => { this.#end(); this.play.focus(); });
    for (const field of [this.voice, this.rate]) field.addEventListener("change", () => this.#keep());
    addEventListener("pagehide", () => this.#pause());
    speech.addEventListener?.("voiceschanged", () => this.#show());
    this.#show();
  }

  get #language() { return primary(texts()[0].lang); }

  /** The device's voices for a language; all where nobody knows the text's. */
  #voices(language) {
    const own = speech.getVoices().filter((one) => one.localService);
    return language ? own.filter((one) => primary(one.lang) === language) : own;
  }

  #show() {
    const voices = this.#voices(this.#language);
    const chosen = kept()[this.#language];
    this.voice.replaceChildren(...voices.map(({ name, voiceURI }) => new Option(name, voiceURI, false, voiceURI === chosen)));
    document.querySelector("[popovertarget=listening]").hidden = !voices.length;
  }

  #keep() {
    const choices = { ...kept(), [this.#language]: this.voice.value, rate: Number(this.rate.value) };
    try {
      localStorage.setItem(KEY, JSON.stringify(choices));
    } catch {
      // A browser that keeps nothing: it holds on this page.
    }
    if (this.#utterance) this.#speak();
  }

  #begin() {
    this.said.textContent = "";
    this.onward.hidden = true;
    if (!this.#pieces.length) this.#find();
    if (this.#pieces.length) this.#speak();
    else this.#next();
  }

  /** The sentence at the reading line, or the first. */
  #find() {
    const place = linePlace();
    const text = texts().find((one) => Number(one.dataset.chapter) === place?.chapter) ?? texts()[0];
    const paragraph = paragraphsIn(text)[place?.paragraph ?? 0];
    this.#to(paragraph);
    const from = place && paragraph ? spotsOf(paragraph).words.indexOf(place.words) : 0;
    this.#pieces = this.#pieces.filter(({ end }) => end > from);
  }

  #to(paragraph) {
    this.#paragraph?.classList.remove("spoken");
    this.#paragraph = paragraph;
    this.#pieces = paragraph ? piecesOf(paragraph) : [];
    paragraph?.classList.add("spoken");
  }

  #speak() {
    const [{ said, language, range }] = this.#pieces;
    const one = new SpeechSynthesisUtterance(said.trim());
    one.voice = this.#voiceFor(language);
    one.lang = one.voice?.lang ?? language;
    one.rate = Number(this.rate.value);
    one.onend = () => { if (one === this.#utterance) this.#go(); };
    one.onerror = () => { if (one === this.#utterance) this.#fail(); };
    this.#utterance = one; // kept hold of: browsers forget one that nobody holds, and never end it
    if (speech.speaking || speech.pending) speech.cancel();
    speech.speak(one);
    this.#follow(range);
    this.#tell();
  }

  #voiceFor(language) {
    const own = this.#voices(this.#language).find((one) => one.voiceURI === this.voice.value);
    if (!language || primary(language) === this.#language) return own;
    const others = this.#voices(primary(language));
    return others.find((one) => one.voiceURI === kept()[primary(language)]) ?? others[0] ?? own;
  }

  #go() {
    this.#pieces.shift();
    if (this.#pieces.length) this.#speak();
    else this.#next();
  }

  /** On to the next paragraph that says something. */
  #next() {
    const all = texts().flatMap(paragraphsIn);
    const later = all.slice(all.indexOf(this.#paragraph) + 1);
    const next = later.find((one) => piecesOf(one).length);
    if (!next) return this.#finish();
    this.#to(next);
    this.#speak();
  }

  /** A new paragraph comes to the reading line, unless its reader has gone to look elsewhere. */
  #follow(range) {
    const { top, bottom } = range.getBoundingClientRect();
    const isFirst = this.#pieces.length === piecesOf(this.#paragraph).length;
    if (bottom < -innerHeight || top > 2 * innerHeight) return;
    if (!isFirst && top >= 0 && bottom < LOW * innerHeight) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    scrollBy({ top: top - readingLine() + 1, behavior });
  }

  #pause() {
    this.#utterance = undefined;
    speech.cancel();
    this.#tell();
  }

  #end() {
    this.#to(undefined);
    this.#pause();
  }

  #finish() {
    this.#end();
    this.said.textContent = this.dataset.ended;
    const next = document.querySelector(".turn a.next, .later a");
    if (next) this.onward.href = next.href;
    this.onward.hidden = !next;
    if (!this.matches(":popover-open")) this.showPopover();
  }

  #fail() {
    this.#pause();
    this.said.textContent = this.dataset.failed;
  }

  #tell() {
    const { play, pause, goOn } = this.dataset;
    this.play.textContent = this.#utterance ? pause : this.#pieces.length ? goOn : play;
    this.stop.disabled = !this.#pieces.length;
    document.querySelector("[popovertarget=listening]").classList.toggle("speaking", Boolean(this.#utterance));
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

customElements.define("read-aloud", ReadAloud);
