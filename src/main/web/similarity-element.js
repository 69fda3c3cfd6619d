import { createField } from "./create-field.js";
import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { ModelElement } from "./model-element.js";
import { say } from "./say.js";

let count = 0;

/** `<ovenbird-similarity model="…">`: sentences, each compared with each. */
export class SimilarityElement extends ModelElement {
  /** @type {Float32Array[]} the vectors of the last run, one a sentence */
  vectors = [];

  #text;
  #run;
  #result;

  build() {
    const id = `ob-sentences-${++count}`;
    this.#text = createNode("textarea", { id, rows: 6, value: say("similarity.sample") });
    this.#run = createNode("button", { type: "submit", "data-action": "run" }, say("similarity.run"));
    const clear = createNode("button", { type: "button", "data-action": "clear" }, say("clear"));
    clear.addEventListener("click", () => this.#clear());
    const form = createNode(
      "form",
      { className: "ob-card" },
      createField(say("similarity.label"), this.#text),
      createNode("div", { className: "ob-actions" }, this.#run, clear),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#compare();
    });
    this.#result = createNode("div", { className: "ob-scroll", "data-result": "", hidden: true });
    // A wide table scrolls sideways: by keyboard, too.
    this.#result.tabIndex = 0;
    this.#result.setAttribute("role", "region");
    this.#result.setAttribute("aria-label", say("similarity.result"));
    return [form, this.#result];
  }

  update() {
    this.#run.disabled = this.client.state !== "ready";
  }

  async #compare() {
    this.recover();
    const sentences = this.#text.value.split("\n").map((line) => line.trim()).filter(Boolean);
    try {
      if (sentences.length < 2) {
        throw new OvenbirdError("OB-INPUT", { hint: say("similarity.few") });
      }
      this.vectors = await this.client.embed(sentences);
      this.#result.replaceChildren(matrix(sentences, this.vectors));
      this.#result.hidden = false;
    } catch (error) {
      this.fail(error);
    }
  }

  #clear() {
    this.vectors = [];
    this.#text.value = "";
    this.#result.replaceChildren();
    this.#result.hidden = true;
    this.recover();
    this.#text.focus();
  }
}

function matrix(sentences, vectors) {
  const head = sentences.map((sentence, i) =>
    createNode("th", { scope: "col", title: sentence }, String(i + 1)),
  );
  const rows = sentences.map((sentence, i) => {
    const cells = vectors.map((vector) => {
      const value = cosine(vectors[i], vector);
      const cell = createNode("td", {}, value.toFixed(2));
      // The page's policy forbids style attributes; the object model is allowed.
      cell.style.setProperty("--ob-value", value.toFixed(4));
      return cell;
    });
    return createNode(
      "tr",
      {},
      createNode("th", { scope: "row" }, `${i + 1}. ${sentence}`),
      ...cells,
    );
  });
  return createNode(
    "table",
    { className: "ob-matrix" },
    createNode("thead", {}, createNode("tr", {}, createNode("td"), ...head)),
    createNode("tbody", {}, ...rows),
  );
}

function cosine(a, b) {
  let dot = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    ofA += a[i] * a[i];
    ofB += b[i] * b[i];
  }
  return dot / Math.sqrt(ofA * ofB);
}
