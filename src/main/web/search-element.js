import { createNode } from "./create-node.js";
import { mergeRankings } from "./merge-rankings.js";
import { moveInResults } from "./move-in-results.js";
import { createResult } from "./create-result.js";
import { say } from "./say.js";

const LIMIT = 8;
/** Of each ranking; a place below says nothing any more. */
const RANKED = 24;
/** How long a reader stops typing before the model is asked, in milliseconds. */
const PAUSE = 400;
let count = 0;

/**
 * `<ovenbird-search>`: finds pages of the site by their words, at each letter, and with `model="…"`
 * by meaning as well, in one list. It loads nothing until the reader turns to it.
 *
 * Attributes: `model` and `index` of the search by meaning; `quick` where Enter opens the first
 * result; `suggest` begins with the words of the page's address; `autofocus`.
 */
export class SearchElement extends HTMLElement {
  #input;
  #found;
  #results;
  /** @type {import("./meaning-element.js").MeaningElement | undefined} */
  #meaning;
  /** @type {Promise<any> | undefined} the search for words, once it was asked for */
  #words;
  #query = "";
  /** The query that the reader has finished; the model has to be there for it. */
  #submitted = "";
  #byWords = [];
  #byMeaning = [];
  /** The query that was last asked by meaning. */
  #meant = "";
  #timer;

  connectedCallback() {
    if (this.#input) {
      return;
    }
    const id = `ob-query-${++count}`;
    this.#input = createNode("input", {
      id,
      type: "search",
      name: "q",
      autocomplete: "off",
      spellcheck: false,
      enterKeyHint: "search",
      maxLength: 200,
    });
    const form = createNode(
      "form",
      { className: "ob-form", role: "search" },
      createNode("label", { for: id }, say("search.label")),
      this.#input,
      createNode("button", { type: "submit", "data-action": "run" }, say("search.run")),
    );
    this.#found = createNode("p", { className: "ob-note", role: "status" });
    this.#results = createNode("ol", { className: "ob-results", "data-result": "", hidden: true });
    this.#meaning = this.#createMeaning();
    this.replaceChildren(
      form,
      ...(this.#meaning ? [this.#meaning] : []),
      this.#found,
      this.#results,
    );
    this.dataset.state = "idle";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("focus", () => this.#begin());
    this.#input.addEventListener("input", () => this.#typed());
    this.addEventListener("keydown", (event) => moveInResults(event, this.#input, this.#results));
    this.#fillIn();
  }

  /** Puts the cursor into the field, over what stands in it. */
  focus() {
    this.#input.focus();
    this.#input.select();
  }

  #createMeaning() {
    const model = this.getAttribute("model");
    if (!model) {
      return undefined;
    }
    const meaning = createNode("ovenbird-meaning");
    for (const name of ["model", "index", "dtype"]) {
      if (this.hasAttribute(name)) {
        meaning.setAttribute(name, this.getAttribute(name));
      }
    }
    meaning.onChange = () => this.#onMeaning();
    return meaning;
  }

  #fillIn() {
    const asked = this.hasAttribute("suggest")
      ? wordsOf(location.pathname)
      : this.hasAttribute("quick")
        ? ""
        : (new URLSearchParams(location.search).get("q") ?? "");
    if (asked) {
      this.#input.value = asked;
      this.#typed();
    }
  }

  /** Everything that the search needs and that needs no question. */
  #begin() {
    this.#loadWords();
    if (this.#meaning?.client.state === "idle") {
      this.#meaning.begin({ ask: false });
    }
  }

  #loadWords() {
    this.#words ??= import("./keyword-search.js")
      .then(({ loadKeywordSearch }) => loadKeywordSearch())
      .catch(() => {
        this.#words = undefined;
      });
    return this.#words;
  }

  async #typed() {
    const query = this.#input.value.trim();
    if (query === this.#query) {
      return;
    }
    this.#query = query;
    const words = await this.#loadWords();
    if (query !== this.#query) {
      return;
    }
    this.#byWords = words?.search(query, RANKED) ?? [];
    clearTimeout(this.#timer);
    if (this.#meaning) {
      this.#timer = setTimeout(() => this.#askMeaning(), PAUSE);
    }
    await this.#show();
  }

  #submit() {
    if (!this.#input.value.trim()) {
      this.#input.focus();
      return;
    }
    if (this.hasAttribute("quick")) {
      this.#results.querySelector("a")?.click();
      return;
    }
    this.#typed();
    this.#submitted = this.#query;
    history.replaceState(history.state, "", `?q=${encodeURIComponent(this.#query)}`);
    if (this.#meaning) {
      this.#meaning.recover();
      if (this.#meaning.ready) {
        this.#askMeaning();
      } else {
        this.#meaning.begin();
      }
    }
  }

  /** The model's state has changed: it may be ready for what was asked before it was there. */
  #onMeaning() {
    const { state, device, dtype, progress } = this.#meaning.dataset;
    Object.assign(this.dataset, { state, progress });
    if (device) {
      Object.assign(this.dataset, { device, dtype });
    }
    if (this.#submitted && this.#submitted === this.#query) {
      this.#askMeaning();
    }
  }

  async #askMeaning() {
    const query = this.#query;
    if (!query || query === this.#meant || !this.#meaning.ready) {
      return;
    }
    this.#meant = query;
    const hits = await this.#meaning.find(query, RANKED);
    if (query === this.#query) {
      this.#byMeaning = hits;
      await this.#show();
    }
  }

  async #show() {
    const query = this.#query;
    const byMeaning = this.#meant === query ? this.#byMeaning : [];
    const pages = mergeRankings([this.#byWords, byMeaning], pageOf).slice(0, LIMIT);
    const words = await this.#words;
    const items = await Promise.all(pages.map(({ hits }) => createResult(hits, words)));
    if (query !== this.#query) {
      return;
    }
    this.#found.textContent = query ? summary(pages.length, query) : "";
    this.#results.replaceChildren(...items);
    this.#results.hidden = items.length === 0;
    this.dataset.found = byMeaning.length > 0 ? "meaning" : "words";
  }
}

/** Passages of one page are one result. */
function pageOf({ document, url }) {
  return (document?.url ?? url).split("#")[0];
}

function summary(pages, query) {
  if (pages === 0) {
    return say("search.found.none", query);
  }
  return pages === 1 ? say("search.found.one", query) : say("search.found.many", query, pages);
}

/** `/posts/from-90-mb.html` asks for "from 90 mb". */
function wordsOf(path) {
  const last = path.replace(/\/(index\.html)?$/, "").split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last).replace(/\.[a-z]+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  } catch {
    // No percent-encoding of anything.
    return "";
  }
}
