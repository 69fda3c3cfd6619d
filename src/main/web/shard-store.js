/**
 * The files of a model (or of the runtime), cut into shards that are stored under the hash of their
 * bytes. Pages, workers and the service worker share what is stored.
 *
 * A stored manifest is what keeps its shards: it is written before the first of them, and shards that
 * no stored manifest names are swept. A shard is stored after its hash was checked, and checked again
 * when it is read. Nothing is ever changed in place, so that an interruption, whatever its kind,
 * leaves whole shards, and a download goes on with those that are missing.
 */
export { collect, remove } from "./collect-packs.js";
export { download, status } from "./download-pack.js";
export { addressOf, findFile, isIntact, MENDED_BYTES } from "./assemble-file.js";
export { storedManifests } from "./pack-manifest.js";
export { forgetAhead, readFile, readSoon, readWhileArriving } from "./read-file.js";
