/** The row of buttons above a text: one stop of the Tab key, arrows from button to button. */
const DOES = {
  bold: [(chain) => chain.toggleBold(), (editor) => editor.isActive("bold")],
  italic: [(chain) => chain.toggleItalic(), (editor) => editor.isActive("italic")],
  underline: [(chain) => chain.toggleUnderline(), (editor) => editor.isActive("underline")],
  strike: [(chain) => chain.toggleStrike(), (editor) => editor.isActive("strike")],
  heading: [(chain) => chain.toggleHeading({ level: 2 }), (editor) => editor.isActive("heading")],
  quote: [(chain) => chain.toggleBlockquote(), (editor) => editor.isActive("blockquote")],
  list: [(chain) => chain.toggleBulletList(), (editor) => editor.isActive("bulletList")],
  centre: [(chain) => chain.toggleClass("centre"), (editor) => editor.isActive({ class: "centre" })],
  scene: [(chain) => chain.setHorizontalRule()],
  undo: [(chain) => chain.undo()],
  redo: [(chain) => chain.redo()],
};

export class Toolbar {
  constructor(bar, editor, host) {
    Object.assign(this, { bar, editor, host });
    this.buttons = [...bar.querySelectorAll("button")];
    this.buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
    bar.addEventListener("click", (event) => this.#do(event.target.closest("button")?.dataset.does));
    bar.addEventListener("keydown", (event) => this.#move(event));
    bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    editor.on("transaction", () => this.#show());
    editor.view.dom.addEventListener("keydown", (event) => {
      if (event.altKey && event.key === "F10") this.buttons.find((one) => one.tabIndex === 0).focus();
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); this.#link(); }
    });
    this.#show();
  }

  #do(what) {
    if (!what) return;
    if (what === "link") this.#link();
    else if (what === "picture") import("./picture.js").then(({ askForPicture }) => askForPicture(this.host, this.editor));
    else if (what === "footnote") this.#footnote();
    else if (what === "typography") this.#typography();
    else if (what === "help") this.host.querySelector("[data-help]").showModal();
    else if (what === "full") this.host.classList.toggle("full");
    else DOES[what][0](this.editor.chain().focus()).run();
    this.#show();
  }

  #show() {
    for (const button of this.buttons) {
      const isOn = DOES[button.dataset.does]?.[1];
      if (isOn) this.#pressed(button, Boolean(isOn(this.editor)));
    }
    const full = this.buttons.find((one) => one.dataset.does === "full");
    if (full) this.#pressed(full, this.host.classList.contains("full"));
  }

  /** Only what changes is set: this runs with every key. */
  #pressed(button, isOn) {
    if (button.getAttribute("aria-pressed") !== String(isOn)) button.setAttribute("aria-pressed", isOn);
  }

  #move(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!way) return;
    event.preventDefault();
    const at = this.buttons.indexOf(document.activeElement);
    const to = Number.isFinite(way) ? (at + way + this.buttons.length) % this.buttons.length : way > 0 ? this.buttons.length - 1 : 0;
    this.buttons[at].tabIndex = -1;
    this.buttons[to].tabIndex = 0;
    this.buttons[to].focus();
  }

  #link() {
    const dialog = this.host.querySelector("[data-link]");
    const field = dialog.querySelector("input");
    field.value = this.editor.getAttributes("link").href ?? "";
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      const chain = this.editor.chain().focus().extendMarkRange("link");
      if (dialog.returnValue === "go" && /^(https?:\/\/|mailto:|#)/.test(field.value)) chain.setLink({ href: field.value }).run();
      else if (dialog.returnValue) chain.unsetLink().run();
      else this.editor.commands.focus();
    }, { once: true });
  }

  /** A number here, a line for it at the end: as core/html.py knows footnotes. */
  #footnote() {
    const { doc } = this.editor.state;
    let notes = 0;
    doc.forEach((node) => { if (node.attrs.class === "footnote") notes += 1; });
    const n = String(notes + 1);
    const number = (target) => [{ type: "text", text: n, marks: [{ type: "superscript" }, { type: "link", attrs: { href: target } }] }];
    const line = { type: "paragraph", attrs: { class: "footnote" }, content: [...number(`#fnref-${n}`), { type: "text", text: " " }] };
    const at = this.editor.state.selection.to;
    this.editor.chain().insertContentAt(at, number(`#fn-${n}`)).insertContentAt(this.editor.state.doc.content.size + 1, line).focus("end").run();
  }

  /** Straight quotes, hyphens and dots as a printer would set them; one step to undo. */
  #typography() {
    const { state, view } = this.editor;
    const { tr } = state;
    state.doc.descendants((node, position) => {
      if (!node.isTextblock) return;
      let text = "";
      node.forEach((child) => { text += child.isText ? child.text : "\ufffc".repeat(child.nodeSize); });
      for (const [from, to, better] of improvements(text)) {
        tr.insertText(better, tr.mapping.map(position + 1 + from), tr.mapping.map(position + 1 + to));
      }
    });
    if (tr.docChanged) view.dispatch(tr);
  }
}

function* improvements(text) {
  for (const match of text.matchAll(/\.\.\.|---?|["']/g)) {
    const before = text[match.index - 1] ?? " ";
    const opens = /[\s([{\u2013\u2014\ufffc]/.test(before);
    const better = { "...": "…", "--": "—", "---": "—", "-": null, '"': opens ? "“" : "”", "'": opens && !/^'\d/.test(text.slice(match.index)) ? "‘" : "’" }[match[0]];
    if (better) yield [match.index, match.index + match[0].length, better];
  }
}
