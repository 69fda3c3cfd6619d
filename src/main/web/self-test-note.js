import { openCache } from "./open-cache.js";
import { siteRoot } from "./site-root.js";

/**
 * Which models have computed rightly on this device, so that later visits need not ask again. Whatever
 * could change the answer is part of the name: the model's bytes, the runtime, the graphics processor,
 * the browser. It lies with the notes of what is installed.
 *
 * @typedef {import("./installation.js").Installation} Installation
 */

const notes = openCache("shards");
const noteUrl = (model) =>
  new URL(`_ovenbird/tested/${encodeURIComponent(model)}.json`, siteRoot).href;

/** More than a device and its dtypes can be; older ones are of runtimes and browsers that are gone. */
const KEPT = 16;

/**
 * @param {Installation} installation
 * @returns {Promise<boolean>} whether it has computed rightly here before
 */
export async function wasTested(installation) {
  return (await read(installation.model)).includes(nameOf(installation));
}

/**
 * @param {Installation} installation
 * @param {boolean} right
 */
export async function noteTested(installation, right) {
  const name = nameOf(installation);
  const others = (await read(installation.model)).filter((each) => each !== name);
  const tested = right ? [...others, name].slice(-KEPT) : others;
  await notes.put(noteUrl(installation.model), Response.json(tested));
}

/** @param {string} model */
export async function forgetTests(model) {
  await notes.delete(noteUrl(model));
}

/** @returns {Promise<string[]>} */
async function read(model) {
  return (await (await notes.match(noteUrl(model)))?.json()) ?? [];
}

function nameOf({ entry, dtype, runtime, device: { kind, adapter } }) {
  const test = entry.dtypes[dtype].selfTest?.values.length ?? 0;
  const browser = navigator.userAgent;
  return [entry.pack, dtype, test, runtime.pack, kind, adapter, browser].join("|");
}
