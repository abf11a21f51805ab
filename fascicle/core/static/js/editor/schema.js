/** What the editor can hold: all that the archive's cleaner keeps, but for a few rare things. */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, History, HorizontalRule,
  Italic, Link, ListItem, Mark, Node, OrderedList, Paragraph, Strike, Subscript, Superscript, Text, Underline,
} from "../../django_prose_editor/editor.js";

/** An attribute that goes in and out as it is. */
const plain = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] === null ? {} : { [name]: attributes[name] }),
});

const Kept = Extension.create({
  name: "kept",
  addGlobalAttributes() {
    const types = ["paragraph", "heading", "blockquote", "division", "bulletList", "orderedList", "listItem"];
    return [{ types, attributes: { class: plain("class"), lang: plain("lang"), dir: plain("dir") } }];
  },
});

const inline = (tag, ...attributes) =>
  Mark.create({
    name: `inline_${tag}`,
    priority: 90,
    parseHTML: () => [{ tag }],
    addAttributes: () => Object.fromEntries([...attributes, "lang", "dir"].map((name) => [name, plain(name)])),
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

const Division = Node.create({
  name: "division",
  group: "block",
  content: "block+",
  parseHTML: () => [{ tag: "div" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
});

const Picture = Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => Object.fromEntries(["src", "alt", "width", "height"].map((name) => [name, plain(name)])),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

const commands = (set) => ({
  /** A class of a paragraph on or off; other paragraphs of the selection follow the first. */
  toggleClass: (name) => ({ chain, editor }) => {
    const type = editor.isActive("heading") ? "heading" : "paragraph";
    const isOn = editor.getAttributes(type).class === name;
    return chain().updateAttributes(type, { class: isOn ? null : name }).run();
  },
  ...set,
});

const Setting = Extension.create({
  name: "setting",
  addCommands: () => commands({}),
  addKeyboardShortcuts() {
    return {
      "Mod-Shift-e": () => this.editor.commands.toggleClass("centre"),
      "Mod-Shift-Enter": () => this.editor.commands.setHorizontalRule(),
      Tab: () => false, // a writer leaves the text by Tab, as any other field
    };
  },
});

export const extensions = [
  Document, Paragraph, Text, HardBreak, Bold, Italic, Underline, Strike, Subscript, Blockquote, HorizontalRule,
  BulletList, OrderedList, ListItem, History, Gapcursor, Dropcursor, Division, Picture, Kept, Setting,
  Superscript.extend({ priority: 1100 }), // outside of the link of a footnote's number
  Heading.configure({ levels: [2, 3, 4] }),
  Link.configure({ autolink: false, linkOnPaste: false, openOnClick: false }),
  inline("small"), inline("cite"), inline("q"), inline("code"), inline("abbr", "title"), inline("del"), inline("ins"),
  inline("bdi"), inline("bdo"), inline("span", "class"),
];

const SAME = { B: "strong", I: "em", DEL: "del", S: "s" };

/** Mark-up in a form in which what means the same is the same. */
function normal(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const walk = (node) => {
    if (node.nodeType === 3) return node.data.replace(/\s+/g, " ");
    const name = SAME[node.tagName] ?? node.tagName.toLowerCase();
    const attributes = [...node.attributes].filter(({ name, value }) => value && !["rel", "target"].includes(name))
      .map(({ name, value }) => `${name}=${value}`).sort().join(" ");
    const inside = [...node.childNodes].map(walk).join("");
    if (name === "li" || name === "blockquote" || name === "div") return `<${name} ${attributes}>${inside.replace(/<p >|<\/p>/g, " ").replace(/\s+/g, " ").trim()}</${name}>`;
    return `<${name} ${attributes}>${inside.trim()}</${name}>`;
  };
  return [...body.childNodes].map(walk).join("").replace(/\s*(<[^>]*>)\s*/g, "$1");
}

/** Whether the editor gave back what it was given. */
export const holds = (before, after) => before === after || normal(before) === normal(after);
