/** Passages of a text as spans of paragraphs, and spans shown in it: see reading/passages.py. */
import { paragraphsOf, spotsOf } from "./paragraphs.js";

/** Offsets travel as code points; the page has UTF-16 units. */
const points = (words, units) => [...words.slice(0, units)].length;
const units = (words, count) => [...words].slice(0, count).join("").length;

const textAround = (node) => (isText(node) ? node.parentElement : node)?.closest(".text[data-position]");

const isText = (node) => node.nodeType === Node.TEXT_NODE;

/** Whether the character of a spot, or the element that parts words there, lies in a range. */
function isInside(range, { node, offset }) {
  if (!isText(node)) return range.intersectsNode(node);
  return range.comparePoint(node, offset) === 0 && range.comparePoint(node, offset + 1) === 0;
}

/** What of a selection's range is text: `{text, quote, paragraph, start}`, or null if nothing is. */
export function passageOf(range) {
  const text = textAround(range.startContainer) ?? textAround(range.endContainer);
  if (!text) return null;
  let found = null;
  paragraphsOf(text).forEach((element, paragraph) => {
    if (!range.intersectsNode(element)) return;
    const { words, spots } = spotsOf(element);
    const inside = spots.map((spot) => isInside(range, spot));
    let [from, to] = [inside.indexOf(true), inside.lastIndexOf(true) + 1];
    while (from < to && words[from] === " ") from += 1;
    while (to > from && words[to - 1] === " ") to -= 1;
    if (from < 0 || from >= to) return;
    const quote = words.slice(from, to);
    if (found) found.quote += `\n${quote}`;
    else found = { text, quote, paragraph, start: points(words, from) };
  });
  return found;
}

/** A whole paragraph as a passage. */
export function passageOfParagraph(text, element) {
  return { text, quote: spotsOf(element).words, paragraph: paragraphsOf(text).indexOf(element), start: 0 };
}

/** The range of a span `[paragraph, start, lastParagraph, end]` in a text, or null. */
export function rangeOf(paragraphs, [paragraph, start, last, end]) {
  if (!paragraphs[paragraph] || !paragraphs[last]) return null;
  const from = spotsOf(paragraphs[paragraph]);
  const to = last === paragraph ? from : spotsOf(paragraphs[last]);
  const first = from.spots[units(from.words, start)];
  const final = to.spots[units(to.words, end) - 1];
  if (!first || !final) return null;
  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(final.node, isText(final.node) ? final.offset + 1 : 0);
  return range;
}

const names = ["kept", "noted"];

/** Show ranges in the page: `marks` are `{range, note}`. No element is made where CSS can do it. */
export function show(marks) {
  if (!("highlights" in CSS)) return showByElements(marks);
  for (const name of names) {
    const ranges = marks.filter(({ note }) => Boolean(note) === (name === "noted")).map(({ range }) => range);
    CSS.highlights.set(name, new Highlight(...ranges));
  }
}

function showByElements(marks) {
  for (const { range, note, isShown } of marks) {
    if (isShown) continue;
    for (const node of textNodesIn(range)) {
      const part = document.createRange();
      part.selectNodeContents(node);
      if (node === range.startContainer) part.setStart(node, range.startOffset);
      if (node === range.endContainer) part.setEnd(node, range.endOffset);
      if (part.toString().trim()) {
        const mark = document.createElement("mark");
        mark.className = note ? "noted" : "kept";
        part.surroundContents(mark);
      }
    }
  }
}

function textNodesIn(range) {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (isText(node) && range.intersectsNode(node)) nodes.push(node);
  }
  return nodes;
}

/** Whether a point of the window lies in a range. */
export function isAt(range, x, y) {
  return [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}
