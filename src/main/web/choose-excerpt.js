import { splitWords } from "./split-words.js";

const CHARACTERS = 220;
const WORD = /[\p{L}\p{N}\p{M}'’]+/gu;

/**
 * The stretch of a document that shows best why it was found.
 *
 * @typedef {{heading: string, anchor: string, parts: {text: string, marked: boolean}[]}} Excerpt
 *
 * @param {[heading: string, anchor: string, text: string][]} sections of the document
 * @param {Set<string>} words that were found, as the index has them
 * @returns {Excerpt}
 */
export function chooseExcerpt(sections, words) {
  let best = { value: -1, section: ["", "", ""], start: 0 };
  for (const section of sections) {
    const { value, start } = bestStretch(section[2], words);
    const inHeading = new Set(splitWords(section[0]).filter((word) => words.has(word))).size;
    if (value + 1.5 * inHeading > best.value) {
      best = { value: value + 1.5 * inHeading, section, start };
    }
  }
  const [heading, anchor, text] = best.section;
  return { heading, anchor, parts: markWords(cut(text, best.start), words) };
}

/**
 * A text in pieces, those marked that were looked for.
 *
 * @param {string} text
 * @param {Set<string>} words
 * @returns {{text: string, marked: boolean}[]}
 */
export function markWords(text, words) {
  const parts = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (splitWords(word).some((each) => words.has(each))) {
      parts.push({ text: text.slice(end, index), marked: false }, { text: word, marked: true });
      end = index + word.length;
    }
  }
  parts.push({ text: text.slice(end), marked: false });
  return parts.filter((part) => part.text);
}

/** Where a window over the text holds most different words, and a little for each again. */
function bestStretch(text, words) {
  const found = [...text.matchAll(WORD)].flatMap(({ 0: word, index }) =>
    splitWords(word)
      .filter((each) => words.has(each))
      .map((each) => ({ word: each, index })),
  );
  let best = { value: found.length ? 0 : -0.5, start: 0 };
  found.forEach(({ index }, i) => {
    const inside = found.slice(i).filter((other) => other.index < index + CHARACTERS * 0.8);
    const value = new Set(inside.map(({ word }) => word)).size + 0.01 * inside.length;
    if (value > best.value) {
      best = { value, start: index };
    }
  });
  return best;
}

/** Around a place, from the beginning of its sentence where that is near, between words. */
function cut(text, at) {
  if (text.length <= CHARACTERS) {
    return text;
  }
  const sentence = text.slice(0, at).search(/[.!?…:;]\s[^.!?…:;]*$/u);
  let start = at - sentence < 70 && sentence >= 0 ? sentence + 2 : at < 70 ? 0 : at - 50;
  if (start > 0 && text[start - 1] !== " ") {
    start = text.indexOf(" ", start) + 1;
  }
  let end = start + CHARACTERS;
  end = end >= text.length ? text.length : Math.max(text.lastIndexOf(" ", end), start + 100);
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
