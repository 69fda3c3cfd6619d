import { OvenbirdError } from "./errors.js";
import { openCache } from "./open-cache.js";
import { collect, remove, status } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * What runs a model: the model's pack and the runtime that was current when it was downloaded. The
 * pair is noted once it is complete, so that a model that was downloaded before the site changed
 * stays usable, with or without a network, until its successor is complete.
 *
 * @typedef {import("./catalog.js").Catalog} Catalog
 * @typedef {{model: string, entry: import("./catalog.js").ModelEntry,
 *     runtime: import("./catalog.js").RuntimeEntry}} Installation
 * @typedef {Installation & {stored: number, total: number, complete: boolean,
 *     update: number}} MeasuredInstallation
 *     bytes on the device and in all; update: bytes to fetch for the site's current version, if
 *     that is another one
 */

const notes = openCache("shards");
const noteUrl = (model) =>
  new URL(`_ovenbird/installed/${encodeURIComponent(model)}.json`, siteRoot).href;

/**
 * @param {Catalog} catalog
 * @param {string} model
 * @returns {Promise<MeasuredInstallation>} the current version, unless only an older is complete
 */
export async function findInstallation(catalog, model) {
  const current = await measure(currentInstallation(catalog, model));
  if (current.complete) {
    return current;
  }
  const note = await (await notes.match(noteUrl(model)))?.json();
  const earlier = note && (await measure(note));
  return earlier?.complete
    ? { ...earlier, update: current.total - current.stored }
    : current;
}

/**
 * @param {Catalog} catalog
 * @param {string} model
 * @returns {Installation} the version that the site offers now
 */
export function currentInstallation(catalog, model) {
  const entry = Object.hasOwn(catalog.models, model) ? catalog.models[model] : undefined;
  if (!entry) {
    throw new OvenbirdError("OB-MODEL", { model });
  }
  return { model, entry, runtime: currentRuntime(catalog) };
}

/**
 * @param {Catalog} catalog
 * @returns {import("./catalog.js").RuntimeEntry} the smaller build if this browser can suspend
 *     WebAssembly (JSPI), else the one that was compiled to do without
 */
export function currentRuntime({ runtimes }) {
  return ("Suspending" in WebAssembly && runtimes.jspi) || runtimes.asyncify;
}

/** @param {Installation} installation */
export async function noteInstalled({ model, entry, runtime }) {
  await notes.put(noteUrl(model), Response.json({ model, entry, runtime }));
}

/**
 * Removes what neither the catalog nor a noted installation needs.
 *
 * @param {Catalog} catalog
 */
export async function collectUnused(catalog) {
  const installed = await readNotes();
  const models = [...Object.values(catalog.models), ...installed.map(({ entry }) => entry)];
  const runtimes = [...Object.values(catalog.runtimes), ...installed.map((note) => note.runtime)];
  await collect([...models, ...runtimes].map(({ pack }) => pack));
  const scripts = new Set(runtimes.flatMap((runtime) => runtime.scripts.map(absolute)));
  for (const url of await openCache("runtime").urls()) {
    if (url.startsWith(absolute("_ovenbird/runtime/")) && !scripts.has(url)) {
      await openCache("runtime").delete(url);
    }
  }
}

/**
 * @param {Catalog} catalog
 * @param {string} model
 */
export async function removeInstallation(catalog, model) {
  const note = await (await notes.match(noteUrl(model)))?.json();
  await notes.delete(noteUrl(model));
  await remove(currentInstallation(catalog, model).entry.pack);
  if (note) {
    await remove(note.entry.pack);
  }
  await collectUnused(catalog);
}

/** Removes all runtimes and what only they needed. Without one, no model can be used. */
export async function removeRuntimes() {
  const scripts = openCache("runtime");
  for (const url of await scripts.urls()) {
    if (url.startsWith(absolute("_ovenbird/runtime/"))) {
      await scripts.delete(url);
    }
  }
  await collect([]);
}

/**
 * @param {Catalog} catalog
 * @param {string} model
 * @returns {Promise<{stored: number, total: number}>} bytes of the model alone, of the version that
 *     `findInstallation` finds
 */
export async function measureModel(catalog, model) {
  return packStatus((await findInstallation(catalog, model)).entry);
}

/**
 * @param {import("./catalog.js").RuntimeEntry} runtime
 * @returns {Promise<{stored: number, total: number}>} bytes, scripts included
 */
export async function measureRuntime(runtime) {
  const wasm = await packStatus(runtime);
  const scripts = (await scriptsStored(runtime)) ? runtime.scriptBytes : 0;
  return { stored: wasm.stored + scripts, total: wasm.total + runtime.scriptBytes };
}

async function measure({ model, entry, runtime }) {
  const parts = [await measureRuntime(runtime), await packStatus(entry)];
  const stored = parts[0].stored + parts[1].stored;
  const total = parts[0].total + parts[1].total;
  return { model, entry, runtime, stored, total, complete: stored === total, update: 0 };
}

/** Offline, a manifest that is not stored cannot be read; its pack counts as not stored at all. */
async function packStatus({ pack, storedBytes }) {
  return status(pack).catch(() => ({ stored: 0, total: storedBytes }));
}

async function scriptsStored({ scripts }) {
  const shell = await openCache("shell").urls();
  const used = await openCache("runtime").urls();
  return scripts.map(absolute).every((url) => shell.has(url) || used.has(url));
}

async function readNotes() {
  const urls = [...(await notes.urls())].filter((url) =>
    url.startsWith(absolute("_ovenbird/installed/")),
  );
  return Promise.all(urls.map(async (url) => (await notes.match(url)).json()));
}

function absolute(path) {
  return new URL(path, siteRoot).href;
}
