import { assembleFile, findFile } from "./assemble-file.js";

/** Smaller files are read in no time when they are asked for. */
const AHEAD_BYTES = 1 << 20;

/** Large files of the last download, until they are asked for. @type {Map<string, Promise>} */
const ahead = new Map();
const keyOf = (pack, path) => `${pack} ${path}`;

/**
 * Reads a file of a pack: see `assembleFile`. One that was put together while it was downloaded is
 * given out once.
 *
 * @param {string} pack
 * @param {string} path
 * @param {{start: number, end: number}} [range]
 * @param {object} [options]
 * @returns {Promise<Uint8Array>}
 */
export async function readFile(pack, path, range, options) {
  const key = keyOf(pack, path);
  if (!range && ahead.has(key)) {
    const ready = ahead.get(key);
    ahead.delete(key);
    const bytes = await ready;
    if (bytes) {
      return bytes;
    }
  }
  return assembleFile(pack, path, range, options);
}

/**
 * Puts the large ones of some files together while their shards arrive, so that a model is in memory
 * when the last of it has come. What goes wrong here goes wrong again when the file is read.
 *
 * @param {string} pack
 * @param {string[]} paths
 * @param {AbortSignal} signal of the download
 * @returns {(sha: string) => void} to be called for each shard that is on the device
 */
export function readWhileArriving(pack, paths, signal) {
  ahead.clear();
  const arrivals = new Map();
  const arrivalOf = (sha) => {
    if (!arrivals.has(sha)) {
      arrivals.set(sha, Promise.withResolvers());
    }
    return arrivals.get(sha);
  };
  const arrival = (sha, any) =>
    new Promise((resolve, reject) => {
      any.throwIfAborted();
      any.addEventListener("abort", () => reject(any.reason), { once: true });
      arrivalOf(sha).promise.then(resolve);
    });
  for (const path of paths) {
    const reading = findFile(pack, path).then((file) =>
      file?.size >= AHEAD_BYTES ? assembleFile(pack, path, undefined, { arrival, signal }) : undefined,
    );
    ahead.set(keyOf(pack, path), reading.catch(() => undefined));
  }
  return (sha) => arrivalOf(sha).resolve();
}

/**
 * Reads files that are on the device before they are asked for, as above.
 *
 * @param {string} pack
 * @param {string[]} paths
 */
export function readSoon(pack, paths) {
  for (const path of paths) {
    const key = keyOf(pack, path);
    if (!ahead.has(key)) {
      ahead.set(key, assembleFile(pack, path).catch(() => undefined));
    }
  }
}

/** Lets go of what nobody has asked for. */
export function forgetAhead() {
  ahead.clear();
}
