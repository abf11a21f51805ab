/** How many words a text has: the rules of core/wordcount.py. */
const HAN_KANA = /[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u{20000}-\u{3ffff}]/gu;
const UNSPACED = /[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u104c-\u1055\u1780-\u17b3\ua9e0-\ua9fe\uaa60-\uaa7a]/g;
const ANY_UNSPACED = /[\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u{20000}-\u{3ffff}\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17f9\ua9e0-\ua9ff\uaa60-\uaa7f]+/gu;
const WORD = /\S*[\p{L}\p{N}]\S*/gu;
const LETTERS_PER_WORD = 3;

const many = (text, pattern) => text.match(pattern)?.length ?? 0;

/** What of a text counts as words, before letters are made words: texts may be counted in parts. */
export function counted(text) {
  const characters = many(text, HAN_KANA);
  const letters = many(text, UNSPACED);
  const spaced = characters || letters ? text.replace(ANY_UNSPACED, " ") : text;
  return { words: characters + many(spaced, WORD), letters, length: text.length };
}

/** What parts have together, with `gap` characters between any two. */
export function together(parts, gap = 1) {
  let [words, letters, length] = [0, 0, Math.max(parts.length - 1, 0) * gap];
  for (const part of parts) {
    words += part.words;
    letters += part.letters;
    length += part.length;
  }
  return { words: words + Math.ceil(letters / LETTERS_PER_WORD), length };
}
