import { OvenbirdError } from "./errors.js";
import { say } from "./say.js";
import { siteRoot } from "./site-root.js";

/**
 * The site's passages with their vectors, made at build time by the model that reads the query.
 *
 * @typedef {{url: string, title: string, heading: string, text: string}} Passage
 * @typedef {Passage & {score: number}} Hit
 */
export class SearchIndex {
  /** @type {Passage[]} */
  #passages;
  /** [passages, dimension], each value round(127 · unit vector) */
  #vectors;
  #dimension;

  /** @param {{passages: Passage[], vectors: string, dimension: number}} index as published */
  constructor({ passages, vectors, dimension }) {
    this.#passages = passages;
    this.#dimension = dimension;
    this.#vectors = Int8Array.from(atob(vectors), (character) => character.charCodeAt(0));
    if (this.#vectors.length !== passages.length * dimension) {
      throw new Error("passages and vectors do not match");
    }
  }

  /**
   * @param {Float32Array} query a unit vector
   * @param {number} limit
   * @returns {Hit[]} the closest passages, best first; of one address only its best
   */
  search(query, limit) {
    const hits = this.#passages
      .map((passage, row) => ({ ...passage, score: this.#dot(query, row) }))
      .sort((a, b) => b.score - a.score);
    const seen = new Set();
    return hits.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, limit);
  }

  #dot(query, row) {
    if (query.length !== this.#dimension) {
      throw new OvenbirdError("OB-INDEX", { reason: say("reason.index.other") });
    }
    const start = row * this.#dimension;
    let dot = 0;
    for (let i = 0; i < this.#dimension; i++) {
      dot += query[i] * this.#vectors[start + i];
    }
    return dot / 127;
  }
}

/**
 * @param {string} path relative to the site's root
 * @returns {Promise<SearchIndex>}
 */
export async function loadSearchIndex(path) {
  try {
    const response = await fetch(new URL(path, siteRoot));
    if (!response.ok) {
      throw new Error(`the server answered ${response.status}`);
    }
    return new SearchIndex(await response.json());
  } catch (error) {
    throw OvenbirdError.from(error, "OB-INDEX");
  }
}
