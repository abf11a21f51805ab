/**
 * <prose-editor> around a text field and its way of writing: formatted text is written as it will
 * look. The field stays what the form sends; "words-wanted" on the form brings it up to date.
 *
 * What is pasted goes through the archive's own cleaner, so this page's rules for styles stay
 * as strict as everywhere.
 */
import { Editor, pm } from "../django_prose_editor/editor.js";
import { counted, together } from "./editor/count.js";
import { extensions, holds } from "./editor/schema.js";
import { Toolbar } from "./editor/toolbar.js";

const { DOMSerializer, DOMParser: Reader } = pm.model;
const NEARLY = 0.9; // of the limit, from which on it is said
const CLEAR = { top: 100, right: 5, bottom: 120, left: 5 }; // pixels that the buttons above and below may cover
const COUNTING = 1000; // milliseconds from one telling of the count to the next
const PATIENCE = 15000; // milliseconds, with an archive that does not answer

// Trusted types refuse text as HTML. Here it is parsed into documents that nothing runs in.
globalThis.trustedTypes?.createPolicy("default", { createHTML: (html) => html });

const whenIdle = (work) => (globalThis.requestIdleCallback ?? setTimeout)(work, { timeout: 1500 });
const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

function asParagraphs(text) {
  const body = document.createElement("div");
  body.append(...text.split(/\s*\n\s*/).filter(Boolean).map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
  return body;
}

class ProseEditor extends HTMLElement {
  #written = new WeakMap(); // nodes never change: what was written of one is written once
  #counted = new WeakMap(); // and counted once
  #counting;

  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.querySelector("textarea");
    this.mode = this.querySelector("select");
    this.leaf = this.querySelector("[data-leaf]");
    this.told = this.querySelector("[data-words]");
    this.was = this.mode.value;
    this.form.addEventListener("words-wanted", () => this.#write());
    this.form.addEventListener("submit", () => this.#write());
    this.form.addEventListener("words-changed", () => this.#read());
    this.field.addEventListener("input", () => this.#count());
    this.mode.addEventListener("input", (event) => event.stopPropagation()); // its text is not there yet
    this.mode.addEventListener("change", (event) => { event.stopPropagation(); this.#switch(); });
    this.addEventListener("click", (event) => {
      const answer = event.target.closest("[data-answer]");
      if (answer) answer.closest("dialog").close(answer.dataset.answer);
    });
    this.classList.add("live");
    if (this.was === "rich") this.#open(this.field.value);
    this.#settle();
  }

  /** What can wait until the page is there, but not until somebody writes. */
  #settle() {
    const settle = () => this.leaf.classList.add("whole");
    for (const type of ["focusin", "pointerdown"]) this.leaf.addEventListener(type, settle, { once: true });
    whenIdle(() => { this.#tell(); settle(); });
  }

  disconnectedCallback() { this.editor?.destroy(); }

  get #words() { return this.dataset; }

  /** Show a text in the editor, or say why it stays HTML. */
  #open(html) {
    if (this.editor) this.editor.chain().setContent(html, { emitUpdate: false }).setTextSelection(0).run();
    else this.#make(html);
    const isWhole = !html.trim() || holds(html, this.#html);
    this.#rich(isWhole);
    if (!isWhole) {
      this.mode.value = this.was = "html";
      this.#say(this.#words.stays);
    }
  }

  /** With its text from the first, so that it is laid out once, and no undoing empties it. */
  #make(content) {
    this.editor = new Editor({
      element: this.leaf,
      extensions,
      content,
      injectCSS: false,
      editorProps: {
        attributes: { "aria-labelledby": this.leaf.dataset.label, "aria-multiline": "true", role: "textbox", class: "text", spellcheck: "true" },
        scrollMargin: CLEAR,
        scrollThreshold: CLEAR,
        handleDOMEvents: { paste: (view, event) => this.#paste(event) }, // before anything is parsed
      },
      onUpdate: () => this.#typed(),
    });
    this.toolbar = new Toolbar(this.querySelector("[role=toolbar]"), this.editor, this);
  }

  #rich(isRich) {
    this.querySelector("[role=toolbar]").hidden = this.leaf.hidden = !isRich;
    this.field.hidden = isRich;
  }

  get #isRich() { return !this.leaf.hidden; }

  #typed() {
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** What `make` makes of each paragraph; only of those that changed is it made anew. */
  #each(known, make) {
    const { doc } = this.editor.state;
    return doc.children.map((node) => {
      if (!known.has(node)) known.set(node, make(node));
      return known.get(node);
    });
  }

  /** The text as HTML. */
  get #html() {
    const serializer = DOMSerializer.fromSchema(this.editor.schema);
    return this.#each(this.#written, (node) => serializer.serializeNode(node).outerHTML).join("");
  }

  #write() {
    if (this.#isRich) this.field.value = this.editor.isEmpty ? "" : this.#html;
  }

  /** The field was filled from elsewhere. */
  #read() {
    this.was = this.mode.value;
    if (this.was === "rich") this.#open(this.field.value); else this.#rich(false);
    this.#count();
  }

  // ---------------------------------------------------------------- other ways of writing

  async #switch() {
    const target = this.mode.value;
    this.#write();
    this.#rest(true); // what is typed now would be lost
    const answer = await this.#convert(this.field.value, this.was, target);
    const isAgreed = answer && (await this.#agree(answer.losses));
    this.#rest(false);
    if (!isAgreed) {
      this.mode.value = this.was;
      if (!answer) this.#say(this.#words.failed);
      return;
    }
    this.was = target;
    this.field.value = answer.text;
    if (target === "rich") this.#open(answer.text); else this.#rich(false);
    this.#typed();
  }

  #rest(isResting) {
    this.field.readOnly = isResting;
    this.editor?.setEditable(!isResting, false);
  }

  async #convert(text, source, target) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries({ text, source, target })) body.append(name, value);
    try {
      const answer = await fetch(this.#words.conversion, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  /** Whether the writer agrees to what the other way of writing cannot hold. */
  #agree(losses) {
    if (!losses.length) return true;
    const dialog = this.querySelector("[data-losses]");
    dialog.querySelector("ul").replaceChildren(...losses.map((loss) => {
      const item = document.createElement("li");
      item.textContent = loss;
      return item;
    }));
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "go"), { once: true }));
  }

  // ---------------------------------------------------------------- pasting

  #paste(event) {
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if (!html || html.includes("data-pm-slice")) return false; // plain text, or a piece of an editor like this
    event.preventDefault();
    let place = this.editor.state.selection.getBookmark();
    const follow = ({ transaction }) => { place = place.map(transaction.mapping); }; // there may be typing meanwhile
    this.editor.on("transaction", follow);
    this.#convert(html, "rich", "rich").then((answer) => {
      this.editor.off("transaction", follow);
      this.#insert(answer ? parsed(answer.text) : asParagraphs(text), place);
      if (!answer) this.#say(this.#words.pastedPlain);
    });
    return true;
  }

  #insert(body, place) {
    const slice = Reader.fromSchema(this.editor.schema).parseSlice(body);
    const { tr } = this.editor.state;
    this.editor.view.dispatch(tr.setSelection(place.resolve(tr.doc)).replaceSelection(slice).scrollIntoView());
  }

  // ---------------------------------------------------------------- what is said

  /** When there is time, and not with every key: how many words, and whether the limit is near. */
  #count() {
    if (this.#counting) return;
    this.#counting = true;
    const tell = () => { this.#counting = false; this.#tell(); };
    setTimeout(() => whenIdle(tell), COUNTING);
  }

  get #size() {
    if (!this.#isRich) return { ...together([counted(this.field.value.replace(/<[^<>]*>/g, " "))]), length: this.field.value.length };
    return together(this.#each(this.#counted, (node) => counted(node.textBetween(0, node.content.size, "\n", "\n"))));
  }

  #tell() {
    const { words, length } = this.#size;
    const limit = this.field.maxLength;
    const shown = new Intl.NumberFormat(document.documentElement.lang);
    const left = limit - length;
    let said = this.#words[words === 1 ? "word" : "many"].replace("{n}", shown.format(words));
    if (limit > 0 && length > limit * NEARLY) said += " · " + this.#words[left < 0 ? "over" : "left"].replace("{n}", shown.format(Math.abs(left)));
    this.told.textContent = said;
    this.told.classList.toggle("worried", limit > 0 && left < 0);
  }

  #say(words) { this.querySelector("[data-said]").textContent = words; }
}

customElements.define("prose-editor", ProseEditor);
