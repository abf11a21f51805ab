/** A paragraph in pieces to be spoken: sentences, parted where the language changes. */
import { spotsOf } from "./paragraphs.js";

const MOST = 180; // characters: Chromium falls silent fifteen seconds into a piece

const languageAt = ({ node }) => {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element.closest("[lang]")?.lang ?? "";
};

/** Each with its words, its language, where it ends in the paragraph's words, and its range. */
export function piecesOf(paragraph) {
  const { words, spots } = spotsOf(paragraph);
  const pieces = [];
  let start = 0;
  for (const end of endsIn(words, spots)) {
    const said = words.slice(start, end);
    if (/[\p{L}\p{N}]/u.test(said)) pieces.push({ said, end, language: languageAt(spots[start]), range: rangeOf(spots, start, end) });
    start = end;
  }
  return pieces;
}

function* endsIn(words, spots) {
  const ends = sentenceEnds(words, languageAt(spots[0]));
  const parts = [...spots.keys()].filter((i) => i && languageAt(spots[i]) !== languageAt(spots[i - 1]));
  let start = 0;
  for (const end of [...new Set([...ends, ...parts])].sort((a, b) => a - b)) {
    while (end - start > MOST) {
      const space = words.lastIndexOf(" ", start + MOST);
      start = space > start ? space + 1 : start + MOST;
      yield start;
    }
    yield end;
    start = end;
  }
}

function sentenceEnds(words, language) {
  const sentences = [...segmenterFor(language).segment(words)];
  return sentences.map(({ index, segment }) => index + segment.length);
}

function segmenterFor(language) {
  const choices = { granularity: "sentence" };
  try {
    return new Intl.Segmenter(language || undefined, choices);
  } catch {
    return new Intl.Segmenter(undefined, choices); // what a writer took for a language
  }
}

function rangeOf(spots, start, end) {
  const range = document.createRange();
  range.setStart(spots[start].node, spots[start].node.nodeType === Node.TEXT_NODE ? spots[start].offset : 0);
  const { node, offset } = spots[end - 1];
  range.setEnd(node, node.nodeType === Node.TEXT_NODE ? offset + 1 : 0);
  return range;
}
