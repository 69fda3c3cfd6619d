import { loadCatalog } from "./catalog.js";
import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { ModelElement } from "./model-element.js";
import { loadSearchIndex } from "./search-index.js";
import { siteRoot } from "./site-root.js";

const LIMIT = 8;
/** Cosines below this are of passages that have nothing to do with the query. */
const LEAST_SCORE = 0.15;
const EXCERPT_CHARACTERS = 240;
let count = 0;

/**
 * `<ovenbird-search model="…" index="…">`: finds the site's passages by meaning. It loads
 * nothing until the reader turns to it.
 */
export class SearchElement extends ModelElement {
  #input;
  #found;
  #results;
  /** @type {Promise<import("./search-index.js").SearchIndex> | undefined} */
  #index;
  /** The query that waits for the model, or was asked last. */
  #query = "";
  #waiting = false;

  build() {
    const id = `ob-query-${++count}`;
    this.#input = createNode("input", { id, type: "search", autocomplete: "off" });
    const form = createNode(
      "form",
      { className: "ob-form", role: "search" },
      createNode("label", { for: id }, "What are you looking for?"),
      this.#input,
      createNode("button", { type: "submit", "data-action": "run" }, "Search"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("focus", () => this.begin({ ask: false }));
    this.#found = createNode("p", { className: "ob-note", role: "status" });
    this.#results = createNode("ol", { className: "ob-results", "data-result": "", hidden: true });
    return [form, this.#found, this.#results];
  }

  get beginsByItself() {
    return false;
  }

  /** The model has become ready: by consent in this element, or by another one on the page. */
  update() {
    if (this.#waiting && this.client.state === "ready") {
      this.#search();
    }
  }

  async #submit() {
    this.recover();
    this.#query = this.#input.value.trim();
    if (!this.#query) {
      this.fail(new OvenbirdError("OB-INPUT", { hint: "Write what you are looking for." }));
      this.#input.focus();
      return;
    }
    this.#waiting = true;
    if (this.client.state === "ready") {
      await this.#search();
    } else {
      await this.begin();
    }
  }

  async #search() {
    this.#waiting = false;
    const query = this.#query;
    try {
      this.#index ??= this.#loadIndex();
      const [index, [vector]] = await Promise.all([this.#index, this.client.embed([query])]);
      if (query === this.#query) {
        this.#show(index.search(vector, LIMIT).filter(({ score }) => score >= LEAST_SCORE));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  #loadIndex() {
    const load = async () => {
      const path = this.getAttribute("index") ?? (await loadCatalog()).search?.index;
      if (!path) {
        throw new OvenbirdError("OB-INDEX", { reason: "this site was built without one" });
      }
      return loadSearchIndex(path);
    };
    return load().catch((error) => {
      this.#index = undefined;
      throw error;
    });
  }

  #show(hits) {
    const passages = hits.length === 1 ? "One passage" : `${hits.length} passages`;
    this.#found.textContent = hits.length
      ? `${passages} close to “${this.#query}”.`
      : `Nothing on this site is close to “${this.#query}”.`;
    this.#results.replaceChildren(...hits.map(resultItem));
    this.#results.hidden = hits.length === 0;
  }
}

function resultItem({ url, title, heading, text, score }) {
  const link = createNode("a", { href: new URL(url, siteRoot).href }, title);
  const name = heading && heading !== title ? [link, `: ${heading}`] : [link];
  return createNode(
    "li",
    { className: "ob-result" },
    createNode("div", { className: "ob-result-title" }, ...name),
    createNode("p", { className: "ob-result-text" }, excerpt(text)),
    createNode("div", { className: "ob-score" }, `Closeness ${score.toFixed(2)}`),
  );
}

/** Cut between words. */
function excerpt(text) {
  if (text.length <= EXCERPT_CHARACTERS) {
    return text;
  }
  const cut = text.slice(0, EXCERPT_CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), EXCERPT_CHARACTERS / 2))}…`;
}
