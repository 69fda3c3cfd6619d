import { editDistance } from "./edit-distance.js";
import { splitWords } from "./split-words.js";
import { stemWord } from "./stem-word.js";

/** BM25's usual constants: how soon repetition stops to count, how much a text's length does. */
const K1 = 1.2;
const B = 0.75;
/** What a word counts that only resembles the one that was typed. */
const SAME_STEM = 0.9;
const BEGINS_SO = 0.7;
const MISTYPED = 0.5;
/** Of more words that begin so, the rest is noise. */
const MOST_WORDS = 40;

/**
 * Finds documents by their words: inflected, only begun, or mistyped, too.
 *
 * @typedef {{url: string, title: string, texts: string}} FoundDocument texts: the file that has
 *     its text, from the site's root
 * @typedef {{document: FoundDocument, score: number, words: Set<string>}} WordHit words: those of
 *     the document that answer the query
 */
export class KeywordIndex {
  #documents;
  #texts;
  #words;
  #postings;
  /** Where each word's postings begin. */
  #starts;
  #meanLength;
  #isEnglish;

  /** @param {any} index as published; KeywordIndex.java tells of its format */
  constructor({ language, documents, texts, words, postings }) {
    this.#documents = documents;
    this.#texts = texts;
    this.#words = words ? words.split(" ") : [];
    this.#postings = Uint8Array.from(atob(postings), (character) => character.charCodeAt(0));
    this.#starts = this.#findStarts();
    const total = documents.reduce((sum, [, , length]) => sum + length, 0);
    this.#meanLength = Math.max(1, total / Math.max(1, documents.length));
    this.#isEnglish = language.startsWith("en");
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @returns {WordHit[]} best first
   */
  search(query, limit) {
    const typed = [...new Set(splitWords(query))];
    const found = new Map();
    typed.forEach((word, i) => {
      // The last word may be one that is still being typed.
      for (const [document, best] of this.#find(word, i === typed.length - 1)) {
        const hit = found.get(document) ?? { score: 0, matched: 0, words: new Set() };
        hit.score += best.score;
        hit.matched++;
        best.words.forEach((each) => hit.words.add(each));
        found.set(document, hit);
      }
    });
    return [...found]
      .map(([number, { score, matched, words }]) => ({
        document: this.#document(number),
        score: (score * matched) / typed.length,
        words,
      }))
      .sort((a, b) => b.score - a.score || (a.document.url < b.document.url ? -1 : 1))
      .slice(0, limit);
  }

  #document(number) {
    const [url, title, , shard] = this.#documents[number];
    return { url, title, texts: this.#texts[shard] };
  }

  /** The documents that answer one word, each by the word of its own that does it best. */
  #find(word, isLast) {
    const best = new Map();
    for (const [row, likeness] of this.#alike(word, isLast)) {
      const rarity = this.#rarity(row);
      for (const [document, weight] of this.#read(row)) {
        const length = this.#documents[document][2] / this.#meanLength;
        const count = (weight * (K1 + 1)) / (weight + K1 * (1 - B + B * length));
        const score = likeness * rarity * count;
        const before = best.get(document);
        const words = before?.words ?? new Set();
        words.add(this.#words[row]);
        best.set(document, { score: Math.max(score, before?.score ?? 0), words });
      }
    }
    return best;
  }

  /** @returns {Map<number, number>} rows of words, and how much each is the one that was typed */
  #alike(word, isLast) {
    const rows = new Map();
    const add = (row, likeness) => rows.set(row, Math.max(likeness, rows.get(row) ?? 0));
    const exact = this.#firstFrom(word);
    if (this.#words[exact] === word) {
      add(exact, 1);
    }
    if (this.#isEnglish) {
      const stem = stemWord(word);
      const begin = word.slice(0, 3);
      for (let row = this.#firstFrom(begin); this.#words[row]?.startsWith(begin); row++) {
        if (this.#words[row] !== word && stemWord(this.#words[row]) === stem) {
          add(row, SAME_STEM);
        }
      }
    }
    if (isLast || word.length > 3) {
      const end = exact + MOST_WORDS;
      for (let row = exact; row < end && this.#words[row]?.startsWith(word); row++) {
        add(row, Math.max(0.3, (BEGINS_SO * word.length) / this.#words[row].length));
      }
    }
    if (rows.size === 0 && word.length > 3) {
      this.#mistyped(word).forEach(([row, distance]) => add(row, MISTYPED / distance));
    }
    return rows;
  }

  #mistyped(word) {
    const most = word.length > 7 ? 2 : 1;
    const near = [];
    this.#words.forEach((other, row) => {
      // Of a word that is still being typed, only its beginning is there.
      const begun = other.slice(0, Math.max(word.length, other.length - 3));
      const distance = Math.min(editDistance(word, other, most), editDistance(word, begun, most));
      if (distance <= most) {
        near.push([row, Math.max(1, distance)]);
      }
    });
    const least = Math.min(...near.map(([, distance]) => distance));
    return near.filter(([, distance]) => distance === least).slice(0, MOST_WORDS);
  }

  /** The first row whose word does not come before this one. */
  #firstFrom(word) {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle] < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #rarity(row) {
    const [having] = this.#number(this.#starts[row]);
    const all = this.#documents.length;
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }

  *#read(row) {
    let [count, at] = this.#number(this.#starts[row]);
    let document = -1;
    for (; count > 0; count--) {
      let distance;
      let weight;
      [distance, at] = this.#number(at);
      [weight, at] = this.#number(at);
      document += distance + 1;
      yield [document, weight];
    }
  }

  #findStarts() {
    let at = 0;
    return Uint32Array.from(this.#words, () => {
      const start = at;
      let count;
      [count, at] = this.#number(at);
      for (let numbers = 2 * count; numbers > 0; numbers--) {
        [, at] = this.#number(at);
      }
      return start;
    });
  }

  /** A number of 7 bits a byte, and where the next begins. */
  #number(start) {
    let number = 0;
    let at = start;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#postings[at++];
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return [number, at];
      }
    }
  }
}
