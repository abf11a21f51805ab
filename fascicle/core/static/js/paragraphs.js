/** What a paragraph of a text is: the same rule as core/html/paragraphing.py. */
const BLOCKS = "p, h2, h3, h4, h5, li, dt, dd, pre, blockquote, div, td, th, caption";
const PARTING = `br, ${BLOCKS}`;

/**
 * The elements that are paragraphs of a text, in order: the blocks that hold words of their own,
 * outside the blocks in them. A text with words in no block is one itself.
 */
export const paragraphsOf = (text) => [text, ...text.querySelectorAll(BLOCKS)].filter(wordsOf);

/** The paragraph of a text that a node in it belongs to. */
export function paragraphAround(node, text) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const block = element.closest(BLOCKS);
  return block && text.contains(block) ? block : text;
}

/**
 * The text nodes of a paragraph, and the elements in it that part words: line ends and blocks.
 * What we say in it ourselves ([data-aside]) is left out.
 */
export function* partsOf(paragraph) {
  for (const node of paragraph.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) yield node;
    else if (node.nodeType !== Node.ELEMENT_NODE || "aside" in node.dataset) continue;
    else if (node.matches(PARTING)) yield node;
    else yield* partsOf(node);
  }
}

/** The words of a paragraph as they are counted: runs of white space are one space. */
export const wordsOf = (paragraph) => spotsOf(paragraph).words;

/**
 * The words of a paragraph, and for each UTF-16 unit of them the text node and the offset in it
 * where it stands.
 */
export function spotsOf(paragraph) {
  const spots = [];
  let words = "";
  let space; // the first of a run
  for (const node of partsOf(paragraph)) {
    const text = node.nodeType === Node.TEXT_NODE ? node.data : " ";
    for (let i = 0; i < text.length; i += 1) {
      if (/\s/.test(text[i])) {
        space ??= { node, offset: i };
        continue;
      }
      if (space && words) { words += " "; spots.push(space); }
      space = undefined;
      words += text[i];
      spots.push({ node, offset: i });
    }
  }
  return { words, spots };
}
