import { createNode } from "./create-node.js";

/** In a shadow tree, so that neither the site's styles reach it nor its own the site. */
const STYLES = `
  :host { color-scheme: light dark; --paper: #fffdfb; --ink: #261d18; --soft: #655850;
    --sunken: #f3eeea; --line: #ddd3cb; --bad: #a11d2e; --mark: #fbd0c9; }
  @media (prefers-color-scheme: dark) {
    :host { --paper: #221c19; --ink: #f1e9e3; --soft: #b9aaa0; --sunken: #2f2723; --line: #51453e;
      --bad: #ff9a94; --mark: #6d2b2b; }
  }
  dialog { box-sizing: border-box; width: min(60rem, 100vw - 2rem); max-height: calc(100vh - 2rem);
    overflow: auto; padding: 1.25rem 1.5rem 1.5rem; border: 1px solid var(--line);
    border-top: 4px solid var(--bad); border-radius: 8px; color: var(--ink);
    background: var(--paper); font: 16px/1.5 system-ui, sans-serif; text-align: start; }
  dialog::backdrop { background: rgb(20 12 8 / 55%); }
  header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
  h2 { margin: 0; font-size: 1.25rem; }
  button { padding: .35rem .9rem; border: 1px solid var(--soft); border-radius: 6px; color: inherit;
    background: none; font: inherit; cursor: pointer; }
  button:hover { background: var(--sunken); }
  button:focus-visible { outline: 3px solid var(--bad); outline-offset: 2px; }
  ol { margin: 1rem 0 0; padding: 0; list-style: none; }
  li + li { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
  p { margin: .25rem 0 0; overflow-wrap: anywhere; }
  .place { font: .875rem/1.5 ui-monospace, monospace; color: var(--soft); }
  .kind { font-weight: 700; color: var(--bad); }
  pre { margin: .5rem 0 0; padding: .6rem .75rem; border-radius: 6px; white-space: pre-wrap;
    overflow-wrap: anywhere; background: var(--sunken); font: .875rem/1.5 ui-monospace, monospace; }
  mark { border-radius: 2px; color: inherit; background: var(--mark);
    text-decoration: underline wavy var(--bad); text-underline-offset: 3px; }
  .end { margin-top: 1.25rem; font-size: .875rem; color: var(--soft); }
  .hint { white-space: pre-line; }
`;

/** @type {HTMLElement | undefined} */
let host;

/**
 * Says above the page why a build failed.
 *
 * @param {{file?: string, line: number, column: number, length: number, text: string,
 *     message: string, hint: string, warning: boolean}[]} problems errors first
 */
export function showProblems(problems) {
  hideProblems();
  host = createNode("ovenbird-problems");
  const root = host.attachShadow({ mode: "open" });
  // What a policy forbids is a <style> in a page; a sheet that a script makes is none.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];

  const errors = problems.filter(({ warning }) => !warning).length;
  const title = errors === 1 ? "The build found a mistake" : `The build found ${errors} mistakes`;
  const dialog = createNode("dialog");
  dialog.setAttribute("aria-labelledby", "title");
  const close = createNode("button", { type: "button", textContent: "Hide" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(
    createNode("header", {}, createNode("h2", { id: "title", textContent: title }), close),
    createNode("ol", {}, ...problems.map(problem)),
    createNode("p", {
      className: "end",
      textContent: "Behind this is the page as it was. It is renewed when you have saved a good one.",
    }),
  );
  root.append(dialog);
  document.documentElement.append(host);
  // Traps the focus, closes with Escape, and gives the focus back.
  dialog.showModal();
}

/** The build is good again. */
export function hideProblems() {
  host?.shadowRoot.querySelector("dialog").close();
  host?.remove();
  host = undefined;
}

function problem({ file, line, column, length, text, message, hint, warning }) {
  const item = createNode("li");
  if (file) {
    const place = [file, line, column].filter(Boolean).join(":");
    item.append(createNode("p", { className: "place", textContent: place }));
  }
  const kind = createNode("span", { className: "kind", textContent: warning ? "Warning: " : "" });
  item.append(createNode("p", { className: "message" }, kind, message));
  if (text.trim()) {
    const at = column ? column - 1 : text.length;
    const marked = text.slice(at, at + Math.max(1, length));
    item.append(
      createNode(
        "pre",
        {},
        text.slice(0, at),
        ...(marked ? [createNode("mark", { textContent: marked })] : []),
        text.slice(at + marked.length),
      ),
    );
  }
  if (hint) {
    item.append(createNode("p", { className: "hint", textContent: hint }));
  }
  return item;
}
