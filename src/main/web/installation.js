import { OvenbirdError } from "./errors.js";
import { openCache } from "./open-cache.js";
import { wasmDevice } from "./probe-device.js";
import { runnableDtypes } from "./runnable-dtypes.js";
import { say } from "./say.js";
import { collect, MENDED_BYTES, remove, status, storedManifests } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * What runs a model: its pack, the runtime that was current when it was downloaded, and of the
 * pack's dtypes one. All three are noted once a dtype is complete, so that a model that was
 * downloaded before the site changed stays usable, with or without a network, until its successor
 * is complete.
 *
 * @typedef {import("./catalog.js").Catalog} Catalog
 * @typedef {import("./probe-device.js").Device} Device
 * @typedef {{model: string, entry: import("./catalog.js").ModelEntry,
 *     runtime: import("./catalog.js").RuntimeEntry, dtype: string, device: Device}} Installation
 * @typedef {Installation & {runs: boolean, stored: number, total: number, complete: boolean,
 *     ofModel: {stored: number, total: number}, besides: number, stranded: boolean,
 *     successor?: MeasuredInstallation}} MeasuredInstallation
 *     runs: whether the device runs the dtype; if not, it runs none, or not the one that is wanted;
 *     stored, total: bytes of the dtype and the runtime, on the device and in all; complete: whether
 *     it can be used without asking, be it that a part which the device has lost is fetched again;
 *     ofModel: stored and total without the runtime; besides: bytes on the device that only the model's
 *     other dtypes need; stranded: whether a dtype is complete that does not run here; successor: the
 *     site's current version, if that is another one
 */

/** @typedef {{model: string, entry: object, runtime: object, dtypes?: string[]}} Note */

const notes = openCache("shards");
const noteUrl = (model) =>
  new URL(`_ovenbird/installed/${encodeURIComponent(model)}.json`, siteRoot).href;

/**
 * The best that can be used without a download, or else the best that can be downloaded.
 *
 * @param {Catalog} catalog
 * @param {string} model
 * @param {object} wanted
 * @param {Device} wanted.device
 * @param {string} [wanted.dtype] this one and no other
 * @param {string} [wanted.runtime] this build of ONNX Runtime and no other
 * @returns {Promise<MeasuredInstallation>} of the current version, unless only an older is complete;
 *     in the best of the dtypes that are complete and run on the device, or else the best that runs
 */
export async function findInstallation(catalog, model, wanted) {
  const runtime = await chooseRuntime(catalog, wanted.device, wanted.runtime);
  const version = { model, entry: entryOf(catalog, model), runtime };
  if (wanted.dtype && !Object.hasOwn(version.entry.dtypes, wanted.dtype)) {
    const published = Object.keys(version.entry.dtypes).join(", ");
    throw new OvenbirdError("OB-DTYPE", { model, dtype: wanted.dtype, published });
  }
  const note = await readNote(noteUrl(model));
  const current = await chooseDtype(version, wanted, note);
  if (current.complete) {
    return current;
  }
  const had =
    note &&
    (!wanted.dtype || Object.hasOwn(note.entry.dtypes, wanted.dtype)) &&
    (!wanted.runtime || note.runtime.wasm === runtime.wasm);
  const earlier = had && (await chooseDtype(note, { ...wanted, device: within(note, wanted) }, note));
  if (!earlier?.complete) {
    return current;
  }
  // An update stays with the dtype that the reader has, as long as it is published and runs.
  const { device } = wanted;
  const stays = runnableDtypes(version.entry, device, earlier.dtype).dtypes.length > 0;
  const successor = stays ? await chooseDtype(version, { device, dtype: earlier.dtype }) : current;
  return { ...earlier, successor: successor.runs ? successor : undefined };
}

/** @returns {Device} that of the two which the runtime on the device can use */
function within({ runtime }, { device }) {
  return device.device === "webgpu" && runtime.webgpu === false
    ? wasmDevice(say("device.download"), device.threads)
    : device;
}

/** @returns {Promise<MeasuredInstallation>} */
async function chooseDtype({ model, entry, runtime }, wanted, note) {
  const { device, dtypes } = runnableDtypes(entry, wanted.device, wanted.dtype);
  const [ofRuntime, { whole, ofDtypes }] = await Promise.all([
    measureRuntime(runtime),
    measureDtypes(entry),
  ]);
  const isComplete = (dtype) => ofDtypes[dtype].stored === ofDtypes[dtype].total;
  const runs = dtypes.length > 0;
  const choice = runs ? dtypes : [wanted.dtype ?? Object.keys(entry.dtypes)[0]];
  // What was complete and has lost a part is mended when it is read.
  const left = (dtype) => ofRuntime.total - ofRuntime.stored + missingOf(ofDtypes[dtype]);
  const isMendable = (dtype) =>
    note?.entry.pack === entry.pack &&
    note.runtime.pack === runtime.pack &&
    note.dtypes?.includes(dtype) &&
    left(dtype) <= MENDED_BYTES;
  const dtype = choice.find(isComplete) ?? choice.find(isMendable) ?? choice[0];
  const ofModel = ofDtypes[dtype];
  const stored = ofRuntime.stored + ofModel.stored;
  const total = ofRuntime.total + ofModel.total;
  return {
    model,
    entry,
    runtime,
    dtype,
    device,
    runs,
    stored,
    total,
    complete: runs && (stored === total || isMendable(dtype)),
    ofModel,
    besides: whole.stored - ofModel.stored,
    stranded: Object.keys(ofDtypes).some((each) => isComplete(each) && !dtypes.includes(each)),
  };
}

function entryOf({ models }, model) {
  if (!Object.hasOwn(models, model)) {
    throw new OvenbirdError("OB-MODEL", { model });
  }
  return models[model];
}

/**
 * The build of ONNX Runtime to use. The one for WebAssembly alone is the smallest; with WebGPU, the
 * next is for browsers that can suspend WebAssembly (JSPI), and the largest does without.
 *
 * @param {Catalog} catalog
 * @param {Device} device
 * @param {string} [only] the one build that is wanted
 * @returns {Promise<import("./catalog.js").RuntimeEntry>} a larger one than is needed, if that is on the
 *     device already; undefined for a site without models
 */
export async function chooseRuntime({ runtimes }, { device }, only) {
  if (Object.hasOwn(runtimes, only ?? "")) {
    return runtimes[only];
  }
  const suitable = [
    device === "wasm" && runtimes.wasm,
    "Suspending" in WebAssembly && runtimes.jspi,
    runtimes.asyncify,
  ].filter(Boolean);
  for (const runtime of await begunOf(suitable)) {
    const { stored, total } = await measureRuntime(runtime);
    if (stored === total) {
      return runtime;
    }
  }
  return suitable[0];
}

/** Those of which something may be here. The manifest of another would be fetched to measure it. */
async function begunOf(runtimes) {
  const manifests = new Set(await storedManifests());
  return runtimes.filter(({ pack }) => manifests.has(absolute(pack)));
}

const missingOf = ({ stored, total }) => total - stored;

/** @param {Installation} installation */
export async function noteInstalled({ model, entry, runtime, dtype }) {
  const note = await readNote(noteUrl(model));
  const others = note?.entry.pack === entry.pack ? (note.dtypes ?? []) : [];
  const dtypes = [...new Set([...others, dtype])];
  await notes.put(noteUrl(model), Response.json({ model, entry, runtime, dtypes }));
}

/**
 * Removes what is stale: what neither the catalog nor a noted installation needs. Of a version that
 * the site no longer has, only the dtypes stay that were complete.
 *
 * @param {Catalog} catalog
 */
export async function collectUnused(catalog) {
  const installed = await readNotes();
  const runtimes = [...Object.values(catalog.runtimes), ...installed.map((note) => note.runtime)];
  const published = [...Object.values(catalog.models), ...runtimes].map(({ pack }) => ({ pack }));
  const earlier = installed.map(({ entry, dtypes }) => ({
    pack: entry.pack,
    paths: dtypes?.flatMap((dtype) => entry.dtypes[dtype].files),
  }));
  await collect([...published, ...earlier]);
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
  const note = await readNote(noteUrl(model));
  await notes.delete(noteUrl(model));
  await remove(entryOf(catalog, model).pack);
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
 * @param {import("./catalog.js").RuntimeEntry} runtime
 * @returns {Promise<{stored: number, total: number}>} bytes of its scripts and its wasm
 */
export async function measureRuntime({ pack, storedBytes }) {
  const unread = [{ stored: 0, total: storedBytes }];
  const [whole] = await status(pack, [undefined]).catch(() => unread);
  return whole;
}

/**
 * @param {Catalog} catalog
 * @returns {Promise<{stored: number, total: number}>} bytes of the site's runtimes, of which a device
 *     needs one: of those that are here, or of the one that would be fetched
 */
export async function measureRuntimes({ runtimes }) {
  const all = Object.values(runtimes);
  const here = await begunOf(all);
  const measured = await Promise.all((here.length ? here : all.slice(0, 1)).map(measureRuntime));
  const sum = (part) => measured.reduce((bytes, each) => bytes + each[part], 0);
  return { stored: sum("stored"), total: sum("total") };
}

/** Offline, a manifest that is not stored cannot be read; its pack counts as not stored at all. */
async function measureDtypes({ pack, dtypes }) {
  const names = Object.keys(dtypes);
  const selections = names.map((dtype) => dtypes[dtype].files);
  const unread = [0, ...names.map((dtype) => dtypes[dtype].storedBytes)];
  const [whole, ...each] = await status(pack, [undefined, ...selections]).catch(() =>
    unread.map((total) => ({ stored: 0, total })),
  );
  return { whole, ofDtypes: Object.fromEntries(names.map((name, i) => [name, each[i]])) };
}

/** @returns {Promise<Note[]>} */
async function readNotes() {
  const urls = [...(await notes.urls())].filter((url) =>
    url.startsWith(absolute("_ovenbird/installed/")),
  );
  return (await Promise.all(urls.map(readNote))).filter(Boolean);
}

/** @returns {Promise<Note | undefined>} undefined also if it was altered and cannot be read */
async function readNote(url) {
  const note = await (await notes.match(url))?.json().catch(() => undefined);
  return note?.entry?.pack && note.runtime?.pack ? note : undefined;
}

function absolute(path) {
  return new URL(path, siteRoot).href;
}
