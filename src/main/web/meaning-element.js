import { loadCatalog } from "./catalog.js";
import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { ModelElement } from "./model-element.js";
import { say } from "./say.js";
import { loadSearchIndex } from "./search-index.js";

/** Cosines below this are of passages that have nothing to do with the query. */
const LEAST_SCORE = 0.15;

/**
 * `<ovenbird-meaning model="…" index="…">`, a part of `<ovenbird-search>`: finds passages by
 * meaning, and asks before it downloads the model for that. It loads nothing by itself.
 */
export class MeaningElement extends ModelElement {
  /** @type {Promise<import("./search-index.js").SearchIndex> | undefined} */
  #index;

  /** Called whenever the model may have become ready. */
  onChange = () => {};

  build() {
    return [createNode("div", { hidden: true })];
  }

  get beginsByItself() {
    return false;
  }

  get ready() {
    return this.client.state === "ready";
  }

  update() {
    this.onChange();
  }

  takeFocus() {
    this.closest("ovenbird-search")?.querySelector("input").focus();
  }

  /**
   * @param {string} query
   * @param {number} limit
   * @returns {Promise<import("./search-index.js").Hit[]>} best first; none after an error, which
   *     stands in the page
   */
  async find(query, limit) {
    try {
      this.#index ??= this.#loadIndex();
      const [index, [vector]] = await Promise.all([this.#index, this.client.embed([query])]);
      return index.search(vector, limit).filter(({ score }) => score >= LEAST_SCORE);
    } catch (error) {
      this.fail(error);
      return [];
    }
  }

  #loadIndex() {
    const load = async () => {
      const path = this.getAttribute("index") ?? (await loadCatalog()).search?.index;
      if (!path) {
        throw new OvenbirdError("OB-INDEX", { reason: say("reason.index.none") });
      }
      return loadSearchIndex(path);
    };
    return load().catch((error) => {
      this.#index = undefined;
      throw error;
    });
  }
}
