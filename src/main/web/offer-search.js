import { loadCatalog } from "./catalog.js";
import { createNode } from "./create-node.js";
import { say } from "./say.js";

/** @type {HTMLDialogElement | undefined} */
let dialog;

/**
 * The search on every page: "/" opens it, and so does whatever has `data-search`. A page with a
 * search of its own has that one take the key.
 */
export function offerSearch() {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (key === "/" && !ctrlKey && !metaKey && !altKey && !isField(target)) {
      event.preventDefault();
      search();
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-search]");
    if (opener && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      search();
    }
  });
}

function search() {
  const own = document.querySelector("main ovenbird-search");
  if (own) {
    own.focus();
  } else {
    open();
  }
}

async function open() {
  if (!dialog) {
    dialog = createNode("dialog", { className: "search-dialog", "aria-label": say("search") });
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      // On the ground behind it, or on a result of this very page, which closes nothing by itself.
      if (event.target === dialog || event.target.closest("a")) {
        dialog.close();
      }
    });
    dialog.append(await createContent());
  }
  dialog.showModal();
  dialog.querySelector("ovenbird-search").focus();
}

async function createContent() {
  const found = await loadCatalog().then(({ search: byMeaning }) => byMeaning, () => undefined);
  const element = createNode("ovenbird-search");
  element.setAttribute("quick", "");
  if (found) {
    element.setAttribute("model", found.model);
    element.setAttribute("index", found.index);
  }
  const hint = createNode(
    "p",
    { className: "search-keys" },
    ...keys(["↑", "↓"], say("search.choose")),
    ...keys(["Enter"], say("search.open")),
    ...keys(["Esc"], say("search.close")),
  );
  const close = createNode("button", { className: "search-close" }, say("close"));
  const foot = createNode("form", { method: "dialog", className: "search-foot" }, hint, close);
  return createNode("div", { className: "search-frame" }, element, foot);
}

function keys(names, what) {
  return [...names.map((name) => createNode("kbd", {}, name)), ` ${what}`];
}

function isField(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}
