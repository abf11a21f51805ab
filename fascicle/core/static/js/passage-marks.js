/**
 * <passage-marks>: marks passages of the text that a reader chooses, and keeps notes to them.
 *
 * By mouse and touch: choose words. By keyboard: choose words and press H or N, or walk through the
 * paragraphs from the button that has `data-do="walk"`.
 */
import { paragraphsOf } from "./paragraphs.js";
import { isAt, passageOf, passageOfParagraph, rangeOf, show } from "./passages.js";

const PAUSE = 300; // milliseconds from the last change of a choice
const SAID = 4000;
const root = document.documentElement;

class PassageMarks extends HTMLElement {
  #marks = []; // {key, note, quote, range, item}
  #passage = null;
  #timer;
  #open; // the mark whose card is open
  #walk; // the paragraph of somebody walking by keys

  connectedCallback() {
    this.bar = this.querySelector(".marking");
    this.card = this.querySelector(".mark-card");
    this.form = this.card.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.#readAll();
    document.addEventListener("chapters-added", () => this.#readAll());
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#chosen(), PAUSE);
    });
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => this.#click(event));
    this.bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the choice
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#keepNote(); });
    const walk = document.querySelector("[data-do=walk]");
    if (walk) walk.hidden = false;
    this.#goTo(location.hash);
  }

  #readAll() {
    for (const list of document.querySelectorAll(".marked:not([data-read])")) this.#read(list);
    this.#show();
  }

  #read(list) {
    list.dataset.read = "yes";
    const text = document.querySelector(`.text[data-position="${list.dataset.position}"]`);
    const paragraphs = text && list.querySelector("[data-span]") ? paragraphsOf(text) : [];
    for (const item of list.querySelectorAll("[data-span]")) {
      const range = rangeOf(paragraphs, item.dataset.span.split(" ").map(Number));
      const { key } = item.dataset;
      const note = item.querySelector(".own-note").innerText;
      if (range) this.#marks.push({ key, note, quote: item.querySelector("q").textContent, range, item });
    }
  }

  #show() { show(this.#marks); }

  /** To the passage that an address names: #highlight-12. */
  #goTo(hash) {
    const key = hash.match(/^#highlight-(\d+)$/)?.[1];
    const mark = this.#marks.find((one) => one.key === key);
    mark?.range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  /** Words were chosen, or no longer are. */
  #chosen() {
    if (this.#walk) return;
    const selection = getSelection();
    const inside = this.contains(document.activeElement);
    if (selection.isCollapsed || !selection.rangeCount) {
      if (!inside) this.#close();
      return;
    }
    this.#passage = passageOf(selection.getRangeAt(0));
    if (!this.#passage) return this.#close();
    const wasOpen = this.bar.matches(":popover-open");
    if (!wasOpen) this.bar.showPopover();
    this.#place(selection.getRangeAt(0).getClientRects());
    if (!wasOpen && this.#hasKeys) this.#say(this.dataset.chosen, "quietly");
  }

  get #hasKeys() { return root.dataset.keys !== "no"; }

  /** Below the last line of what was chosen, or above the first where there is no room. */
  #place(boxes) {
    const last = boxes[boxes.length - 1];
    if (!last) return;
    const { offsetWidth, offsetHeight } = this.bar;
    const below = last.bottom + 10;
    const top = below + offsetHeight < innerHeight - 8 ? below : Math.max(8, boxes[0].top - offsetHeight - 10);
    const left = Math.min(Math.max(8, last.right - offsetWidth / 2), innerWidth - offsetWidth - 8);
    this.bar.style.top = `${top}px`;
    this.bar.style.left = `${left}px`;
  }

  #close() {
    if (this.bar.matches(":popover-open")) this.bar.hidePopover();
    this.#passage = null;
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#walk) return this.#step(event);
    if (event.key === "Escape" && this.#passage) return this.#close();
    if (!this.#passage || !this.#hasKeys || event.target.closest("input, textarea, select")) return;
    const act = { h: "mark", n: "note" }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    this.#keep(act);
  }

  #click(event) {
    const act = event.target.closest("[data-do]")?.dataset.do;
    if (act === "mark" || act === "note") return this.#keep(act);
    if (act === "remove") return this.#remove();
    if (act === "walk") return this.#passage ? this.bar.querySelector("button").focus() : this.#begin();
    if (this.contains(event.target) || event.target.closest("a, button") || !getSelection().isCollapsed) return;
    const here = this.#marks.filter(({ range }) => isAt(range, event.clientX, event.clientY));
    const mark = here.sort((a, b) => a.quote.length - b.quote.length)[0];
    if (mark) this.#edit(mark);
  }

  async #keep(act) {
    const passage = this.#passage;
    if (!passage) return;
    this.#close();
    const body = new FormData(this.form);
    body.set("quote", passage.quote);
    body.set("paragraph", passage.paragraph);
    body.set("start", passage.start);
    body.set("note", "");
    const position = passage.text.dataset.position;
    const made = await this.#send(this.dataset.chapters.replace("/0/", `/${position}/`), body);
    if (!made) return;
    getSelection().removeAllRanges();
    const mark = this.#add(made, passage.text);
    this.#say(this.dataset.kept);
    if (act === "note" && mark) this.#edit(mark);
  }

  #add({ key, note, quote, span }, text) {
    const known = this.#marks.find((one) => one.key === String(key));
    if (known) return known;
    const range = rangeOf(paragraphsOf(text), span);
    const item = this.#listed(key, quote, text.dataset.position);
    if (!range) return null;
    const mark = { key: String(key), note, quote, range, item };
    this.#marks.push(mark);
    this.#show();
    return mark;
  }

  #listed(key, quote, position) {
    const list = document.querySelector(`.marked[data-position="${position}"]`);
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = this.#address(key);
    link.append(Object.assign(document.createElement("q"), { dir: "auto", textContent: quote }));
    item.append(link, Object.assign(document.createElement("p"), { className: "own-note", dir: "auto" }));
    list?.querySelector("ol").append(item);
    if (list) list.hidden = false;
    return item;
  }

  #edit(mark) {
    this.#open = mark;
    this.form.elements.note.value = mark.note;
    this.card.showPopover();
    this.form.elements.note.focus();
  }

  async #keepNote() {
    const mark = this.#open;
    const kept = await this.#send(this.#address(mark.key), new FormData(this.form));
    if (!kept) return;
    mark.note = kept.note;
    mark.item.querySelector(".own-note").innerText = kept.note;
    this.card.hidePopover();
    this.#show();
    this.#say(this.dataset.noted);
  }

  async #remove() {
    const mark = this.#open;
    if (!(await this.#send(`${this.#address(mark.key)}removal/`, new FormData(this.form)))) return;
    this.#marks = this.#marks.filter((one) => one !== mark);
    const list = mark.item.closest(".marked");
    mark.item.remove();
    if (list && !list.querySelector("li")) list.hidden = true;
    this.card.hidePopover();
    this.#show();
    this.#say(this.dataset.gone);
  }

  #address(key) { return this.dataset.highlight.replace("/0/", `/${key}/`); }

  async #send(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Part": "highlight" } });
      if (answer.status === 204) return true;
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) return said;
      this.#say(said.said ?? this.dataset.failed);
    } catch {
      this.#say(this.dataset.failed);
    }
    return null;
  }

  /** Through the paragraphs by keys, from the first that is in sight. */
  #begin() {
    const all = [...document.querySelectorAll(".text[data-position]")].flatMap(paragraphsOf);
    this.#to(all.find((one) => one.getBoundingClientRect().bottom > 80) ?? all[0]);
    this.#say(this.dataset.walking);
  }

  #to(paragraph) {
    this.#walk?.classList.remove("chosen-paragraph");
    this.#walk?.removeAttribute("tabindex");
    this.#walk = paragraph;
    if (!paragraph) return;
    paragraph.classList.add("chosen-paragraph");
    paragraph.tabIndex = -1;
    paragraph.focus({ preventScroll: true });
    paragraph.scrollIntoView({ block: "center" });
  }

  #step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const act = { Enter: "mark", h: "mark", n: "note" }[event.key];
    if (!step && !act && event.key !== "Escape" && event.key !== "Tab") return;
    event.preventDefault();
    const here = this.#walk;
    if (step) {
      const all = [...document.querySelectorAll(".text[data-position]")].flatMap(paragraphsOf);
      return this.#to(all[all.indexOf(here) + step] ?? here);
    }
    this.#to(undefined);
    document.querySelector("[data-do=walk]").focus({ preventScroll: true });
    if (!act) return this.#say("");
    this.#passage = passageOfParagraph(here.closest(".text[data-position]"), here);
    this.#keep(act);
  }

  #say(words, how = "") {
    clearTimeout(this.saying);
    this.status.className = `marks-say ${how}`;
    this.status.textContent = words;
    this.saying = setTimeout(() => { this.status.textContent = ""; }, SAID);
  }
}

customElements.define("passage-marks", PassageMarks);
