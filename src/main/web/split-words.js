const MARKS = /[\p{M}'’]+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
/** Scripts without spaces between words: every two characters count as one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]{2,}/u;

/**
 * Words without case and accents, as the index has them: `Words.java` does the same at build time.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function splitWords(text) {
  const folded = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  return (folded.match(WORD) ?? []).flatMap((word) => (UNSPACED.test(word) ? pairs(word) : [word]));
}

function pairs(word) {
  const characters = [...word];
  return characters.slice(1).map((character, i) => characters[i] + character);
}
