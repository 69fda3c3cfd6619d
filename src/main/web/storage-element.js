import { loadCatalog } from "./catalog.js";
import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { measureRuntimes, removeRuntimes } from "./installation.js";
import { modelClient } from "./model-client.js";
import { openCache } from "./open-cache.js";
import { say } from "./say.js";
import { measureSpace, requestPersistence } from "./storage-space.js";

/** `<ovenbird-storage>`: what this site keeps on the device, and the buttons to be rid of it. */
export class StorageElement extends HTMLElement {
  #table = createNode("tbody", { "data-result": "" });
  #space = createNode("p", { className: "ob-note" });
  #status = createNode("p", { className: "ob-status", role: "status" });
  #error = createNode("p", { className: "ob-error", role: "alert", hidden: true });
  #persist = createNode("button", { type: "button", "data-action": "persist" }, say("storage.keep"));
  #clear = createNode("button", { type: "button", "data-action": "clear" }, say("storage.clear"));

  connectedCallback() {
    if (!this.dataset.state) {
      this.#build();
    }
    document.addEventListener("ovenbird:state", this.#elsewhere);
    this.#act(() => {});
  }

  disconnectedCallback() {
    document.removeEventListener("ovenbird:state", this.#elsewhere);
  }

  #build() {
    const column = (name) => createNode("th", { scope: "col" }, name);
    const number = createNode("th", { scope: "col", className: "ob-number" }, say("storage.here"));
    const head = createNode("tr", {}, column(say("storage.what")), number, createNode("td"));
    const table = createNode(
      "table",
      { className: "ob-table" },
      createNode("thead", {}, head),
      this.#table,
    );
    this.replaceChildren(
      createNode("div", { className: "ob-scroll" }, table),
      this.#space,
      createNode("div", { className: "ob-actions" }, this.#persist, this.#clear),
      this.#status,
      this.#error,
    );
    this.#persist.addEventListener("click", () => this.#act(() => this.#askToPersist()));
    this.#clear.addEventListener("click", () => this.#act(() => this.#removeAll()));
  }

  /** Another element of this page has downloaded or removed something. */
  #elsewhere = ({ target, detail }) => {
    if (target !== this && detail.state !== "downloading") {
      this.#act(() => {});
    }
  };

  /** Does something, then shows what is stored after it; errors stay in the page. */
  async #act(action) {
    this.#enter("loading");
    this.#error.hidden = true;
    try {
      await action();
      await this.#refresh();
      this.#enter("ready");
    } catch (cause) {
      const error = OvenbirdError.from(cause);
      this.#error.replaceChildren(createNode("code", {}, error.code), ` ${error.message}`);
      this.#error.hidden = false;
      this.#enter("error");
    }
  }

  #enter(state) {
    if (this.dataset.state !== state) {
      this.dataset.state = state;
      this.dispatchEvent(new CustomEvent("ovenbird:state", { bubbles: true, detail: { state } }));
    }
  }

  async #refresh() {
    const catalog = await loadCatalog();
    const rows = [];
    for (const [model, { title }] of Object.entries(catalog.models)) {
      const remove = createNode(
        "button",
        { type: "button", "data-action": "remove", "data-model": model },
        say("storage.remove"),
      );
      remove.setAttribute("aria-label", say("storage.remove.what", title));
      remove.addEventListener("click", () => this.#act(() => this.#remove(model, title)));
      const { ofModel, besides } = await modelClient(model).listed();
      remove.disabled = ofModel.stored + besides === 0;
      rows.push(row(title, ofModel, remove));
      if (besides) {
        rows.push(row(say("storage.unused"), { stored: besides, total: besides }));
      }
    }
    const ofRuntimes = await measureRuntimes(catalog);
    if (ofRuntimes.total) {
      rows.push(row(say("storage.runtime"), ofRuntimes));
    }
    const pages = await measureShell();
    rows.push(row(say("storage.pages", pages.count), pages));
    this.#table.replaceChildren(...rows);
    this.#clear.disabled = rows.slice(0, -1).every(({ dataset }) => dataset.stored === "0");
    await this.#showSpace();
  }

  async #showSpace() {
    const space = await measureSpace();
    const sizes = space ? [space.usage, space.quota, space.free].map(formatBytes) : [];
    this.#space.textContent = space
      ? say("storage.space", location.host, ...sizes)
      : say("storage.space.unknown");
    this.#persist.disabled = space?.persisted !== false;
    this.#persist.textContent = space?.persisted ? say("storage.kept") : say("storage.keep");
  }

  async #askToPersist() {
    this.#status.textContent = (await requestPersistence())
      ? say("storage.persists")
      : say("storage.persists.not");
  }

  async #remove(model, title) {
    await modelClient(model).remove();
    this.#status.textContent = say("storage.removed", title);
    this.#clear.focus();
  }

  async #removeAll() {
    const { models } = await loadCatalog();
    for (const model of Object.keys(models)) {
      await modelClient(model).remove();
    }
    await removeRuntimes();
    this.#status.textContent = say("storage.cleared");
  }
}

function row(name, { stored, total }, button) {
  const [here, whole] = [stored, total].map(formatBytes);
  const partly = stored ? say("size.of", here, whole) : say("size.none", whole);
  const amount = stored && stored >= total ? here : partly;
  return createNode(
    "tr",
    { "data-stored": String(stored) },
    createNode("th", { scope: "row" }, name),
    createNode("td", { className: "ob-number" }, amount),
    createNode("td", { className: "ob-number" }, ...(button ? [button] : [])),
  );
}

async function measureShell() {
  const shell = openCache("shell");
  const urls = [...(await shell.urls())];
  const sizes = urls.map(async (url) => (await (await shell.match(url)).blob()).size);
  const stored = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return { count: urls.length, stored, total: stored };
}
