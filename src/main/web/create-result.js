import { createNode } from "./create-node.js";
import { say } from "./say.js";
import { siteRoot } from "./site-root.js";

const CHARACTERS = 220;

/**
 * A page that was found, as an item of the list.
 *
 * @param {[import("./keyword-index.js").WordHit?, import("./search-index.js").Hit?]} hits by words
 *     and by meaning; one at least
 * @param {any} search the search for words; undefined where the site has none
 * @returns {Promise<HTMLElement>}
 */
export async function createResult([byWords, byMeaning], search) {
  const words = byWords?.words ?? new Set();
  const shown = byWords ? await excerptOf(byWords, search) : fromPassage(byMeaning);
  const title = byWords?.document.title ?? byMeaning.title;
  const link = createNode("a", { href: new URL(shown.url, siteRoot).href });
  link.append(...marked(search ? search.mark(title, words) : [{ text: title }]));
  const name = shown.heading && shown.heading !== title ? [link, `: ${shown.heading}`] : [link];
  const item = createNode(
    "li",
    { className: "ob-result" },
    createNode("div", { className: "ob-result-title" }, ...name),
  );
  if (shown.parts.length > 0) {
    item.append(createNode("p", { className: "ob-result-text" }, ...marked(shown.parts)));
  }
  if (byMeaning) {
    const close = say("search.score", byMeaning.score.toFixed(2));
    item.append(createNode("div", { className: "ob-score" }, close));
  }
  return item;
}

async function excerptOf(hit, search) {
  const { url } = hit.document;
  try {
    const { heading, anchor, parts } = await search.excerpt(hit);
    return { url: anchor ? `${url}#${anchor}` : url, heading, parts };
  } catch {
    // Without a network, and not kept on this device: the title has to do.
    return { url, heading: "", parts: [] };
  }
}

function fromPassage({ url, heading, text }) {
  const cut = text.length > CHARACTERS ? `${text.slice(0, text.lastIndexOf(" ", CHARACTERS))}…` : text;
  return { url, heading, parts: [{ text: cut }] };
}

function marked(parts) {
  return parts.map(({ text, marked: mark }) => (mark ? createNode("mark", {}, text) : text));
}
