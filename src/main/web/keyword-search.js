import { loadCatalog } from "./catalog.js";
import { chooseExcerpt, markWords } from "./choose-excerpt.js";
import { OvenbirdError } from "./errors.js";
import { KeywordIndex } from "./keyword-index.js";
import { siteRoot } from "./site-root.js";

/**
 * The search for words: fetched as a whole, code included, when a reader first turns to it.
 *
 * @returns {Promise<KeywordSearch | undefined>} undefined where the site has none
 */
export async function loadKeywordSearch() {
  const { words } = await loadCatalog();
  return words && new KeywordSearch(new KeywordIndex(await fetchJson(words)));
}

class KeywordSearch {
  #index;
  /** @type {Map<string, Promise<any>>} texts of documents, by the file that has them */
  #texts = new Map();

  constructor(index) {
    this.#index = index;
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @returns {import("./keyword-index.js").WordHit[]} best first
   */
  search(query, limit) {
    return this.#index.search(query, limit);
  }

  /**
   * @param {import("./keyword-index.js").WordHit} hit
   * @returns {Promise<import("./choose-excerpt.js").Excerpt>}
   */
  async excerpt({ document: { url, texts }, words }) {
    if (!this.#texts.has(texts)) {
      const loading = fetchJson(texts);
      loading.catch(() => this.#texts.delete(texts));
      this.#texts.set(texts, loading);
    }
    return chooseExcerpt((await this.#texts.get(texts))[url] ?? [], words);
  }

  /** A title's or a passage's words that were looked for. */
  mark(text, words) {
    return markWords(text, words);
  }
}

async function fetchJson(path) {
  try {
    const response = await fetch(new URL(path, siteRoot));
    if (!response.ok) {
      throw new Error(`the server answered ${response.status}`);
    }
    return await response.json();
  } catch (error) {
    throw OvenbirdError.from(error, "OB-INDEX");
  }
}
