/** Where a reader is in the texts of a page, and how to get there: by the line that is read. */
import { paragraphAround, paragraphsOf, spotsOf } from "./paragraphs.js";

const WORDS = 160; // characters, as in reading/progress.py
const SENTENCE_END = /[.!?…][\x22'”’»)\]]*\s+|[。！？][」』”’]*\s*/gu;
const range = document.createRange();
const known = new WeakMap(); // the paragraphs of a text, counted once

/** How far down the window the eyes are; ``.place-mark`` in place.css opens a page there. */
export const readingLine = () => innerHeight / 4;

/** The place at the reading line; nothing where no text is in sight. */
export function linePlace() {
  const line = readingLine();
  const texts = [...document.querySelectorAll("[data-chapter]")];
  const box = (text) => text.getBoundingClientRect();
  const ended = texts.findLast((one) => box(one).bottom > line && box(one).bottom <= innerHeight);
  const text = ended ?? texts.find((one) => box(one).bottom > line);
  if (!text || box(text).top > innerHeight) return undefined;
  const place = placeAt(text, line);
  return place && { chapter: Number(text.dataset.chapter), position: Number(text.dataset.position), ...place, read: Boolean(ended) };
}

function placeAt(text, line) {
  const nodes = wordsIn(text);
  if (!nodes.length) return undefined;
  const node = nodes[Math.min(first(nodes.length, (i) => bottom(nodes[i], 0, nodes[i].length) > line), nodes.length - 1)];
  const offset = first(node.length, (i) => bottom(node, i, i + 1) > line);
  const paragraph = paragraphAround(node, text);
  const { words, spots } = spotsOf(paragraph);
  const at = spots.findIndex((one) => one.node === node && one.offset >= offset);
  const start = sentenceStart(words, at < 0 ? words.length - 1 : at);
  const long = [...words];
  const before = [...words.slice(0, start)].length;
  return { paragraph: paragraphsIn(text).indexOf(paragraph), words: cut(long.slice(before)), within: before / long.length };
}

/** The paragraphs of a text that does not change. */
export function paragraphsIn(text) {
  if (!known.has(text)) known.set(text, paragraphsOf(text));
  return known.get(text);
}

/** The text nodes that say something, in order. */
function wordsIn(text) {
  const accept = (node) => node.data.trim() && !node.parentElement.closest("[data-aside]") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, accept);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function bottom(node, from, to) {
  range.setStart(node, from);
  range.setEnd(node, to);
  return range.getBoundingClientRect().bottom;
}

/** The first of so many numbers for which something holds, as it does for all after it. */
function first(count, holds) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return Math.min(low, Math.max(count - 1, 0));
}

function sentenceStart(words, at) {
  const ends = [...words.matchAll(SENTENCE_END)].map((one) => one.index + one[0].length);
  return ends.findLast((end) => end <= at) ?? 0;
}

function cut(characters) {
  if (characters.length <= WORDS) return characters.join("");
  const short = characters.slice(0, WORDS).join("");
  return short.slice(0, short.lastIndexOf(" ")) || short;
}

/** Bring a place that was kept to the reading line: by its words, or by the paragraph's number. */
export function scrollToPlace(text, { paragraph, words, within }) {
  const paragraphs = paragraphsIn(text);
  const near = [...paragraphs.keys()].sort((a, b) => Math.abs(a - paragraph) - Math.abs(b - paragraph));
  const there = words && near.find((i) => spotsOf(paragraphs[i]).words.includes(words));
  const found = spotsOf(paragraphs[there ?? Math.min(paragraph, paragraphs.length - 1)]);
  const at = there === undefined || !words ? Math.floor(within * found.spots.length) : found.words.indexOf(words);
  const spot = found.spots[Math.min(at, found.spots.length - 1)];
  range.setStart(spot.node, spot.offset);
  range.collapse(true);
  scrollBy({ top: range.getBoundingClientRect().top - readingLine() + 1, behavior: "instant" });
}
