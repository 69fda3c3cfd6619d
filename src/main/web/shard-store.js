import { decodeInto } from "./decode-into.js";
import { OvenbirdError } from "./errors.js";
import { fetchBytes } from "./fetch-bytes.js";
import { openCache } from "./open-cache.js";
import { sha256 } from "./sha256.js";
import { siteRoot } from "./site-root.js";

/**
 * The files of a model (or of the runtime), cut into shards that are stored under the hash of their
 * bytes. A pack is named by the path of its manifest. A stored manifest is what keeps its shards:
 * it is written before the first of them, and shards that no stored manifest names are swept.
 *
 * @typedef {{size: number, sha256: string, shards: string[]}} PackFile
 * @typedef {{stored: number, decoded: number, encoding: "identity" | "gzip" | "gzip+shuffle",
 *     numbers?: [begin: number, end: number, width: number][]}} Shard numbers: the stretches that
 *     were shuffled
 * @typedef {{format: 1, name: string, files: Record<string, PackFile>,
 *     shards: Record<string, Shard>}} Manifest
 */

const PARALLEL_FETCHES = 4;
const PACKS = "_ovenbird/packs/";
const shards = openCache("shards");
const shardUrl = (sha) => new URL(`_ovenbird/shards/${sha}`, siteRoot).href;
const packUrl = (pack) => new URL(pack, siteRoot).href;

/**
 * @param {string} pack
 * @param {(string[] | undefined)[]} selections lists of files to measure; undefined: the whole pack
 * @returns {Promise<{stored: number, total: number}[]>} bytes as stored, for each selection; a shard
 *     that several of its files share counts once. The manifest is fetched, but not kept, if it is
 *     not on the device
 */
export async function status(pack, selections) {
  const manifest = await readManifest(pack, { attempts: 1 });
  const present = await shards.urls();
  return selections.map((paths) => {
    const wanted = shardsOf(manifest, paths);
    const total = storedBytes(manifest, wanted);
    const here = wanted.filter((sha) => present.has(shardUrl(sha)));
    return { stored: storedBytes(manifest, here), total };
  });
}

/**
 * Fetches what is missing. Shards that are there already are not fetched again, and two tabs that
 * want the same pack fetch it once.
 *
 * @param {string} pack
 * @param {object} [options]
 * @param {string[]} [options.paths] only these files of the pack
 * @param {AbortSignal} [options.signal]
 * @param {(stored: number) => void} [options.onProgress] bytes of them on the device, by now
 */
export function download(pack, { paths, signal, onProgress } = {}) {
  return withLock(`ovenbird:${packUrl(pack)}`, signal, async () => {
    const manifest = await readManifest(pack, { signal, keep: true });
    const wanted = shardsOf(manifest, paths);
    const present = await shards.urls();
    const missing = wanted.filter((sha) => !present.has(shardUrl(sha)));
    let received = storedBytes(manifest, wanted) - storedBytes(manifest, missing);
    onProgress?.(received);
    const onBytes = (delta) => onProgress?.((received += delta));

    // One lane that fails stops the others: nothing goes on unseen after the error is shown.
    const lanes = new AbortController();
    const any = signal ? AbortSignal.any([signal, lanes.signal]) : lanes.signal;
    const lane = async () => {
      for (let sha = missing.shift(); sha; sha = missing.shift()) {
        await fetchShard(sha, manifest.shards[sha], any, onBytes);
      }
    };
    const running = Array.from({ length: PARALLEL_FETCHES }, lane);
    try {
      await Promise.all(running);
    } catch (error) {
      lanes.abort();
      await Promise.allSettled(running);
      throw error;
    }
  });
}

/** @returns {string[]} each once */
function shardsOf({ files, shards }, paths) {
  const shas = paths ? paths.flatMap((path) => files[path]?.shards ?? []) : Object.keys(shards);
  return [...new Set(shas)];
}

function storedBytes({ shards }, shas) {
  return shas.reduce((sum, sha) => sum + shards[sha].stored, 0);
}

async function fetchShard(sha, shard, signal, onBytes) {
  const url = new URL(shardUrl(sha));
  const name = `part ${sha.slice(0, 12)}`;
  const bytes = await fetchBytes(url, {
    name,
    size: shard.stored,
    // The Cache is the only copy on this device; the HTTP cache would be a second one.
    cache: "no-store",
    signal,
    onBytes,
    check: async (received) => {
      if ((await sha256(received)) !== sha) {
        throw new OvenbirdError("OB-HASH", { file: name });
      }
    },
  });
  signal.throwIfAborted();
  await shards.put(url.href, new Response(bytes));
}

/**
 * @param {string} pack
 * @param {string} path of a file in the pack
 * @returns {Promise<number | undefined>} its size in bytes; undefined if the pack has no such file
 */
export async function fileSize(pack, path) {
  return (await readManifest(pack)).files[path]?.size;
}

/**
 * Puts a file together again. A whole file is exactly the bytes that were packed, or an error.
 *
 * @param {string} pack
 * @param {string} path
 * @param {{start: number, end: number}} [range] bytes from start to before end; the whole if absent
 * @returns {Promise<Uint8Array>}
 */
export async function readFile(pack, path, range) {
  const manifest = await readManifest(pack);
  const file = manifest.files[path];
  const { start, end } = range ?? { start: 0, end: file.size };
  const result = new Uint8Array(end - start);
  let position = 0;
  for (const sha of file.shards) {
    const shard = manifest.shards[sha];
    const from = Math.max(start, position);
    const to = Math.min(end, position + shard.decoded);
    if (from < to) {
      const whole = to - from === shard.decoded;
      const target = whole
        ? result.subarray(from - start, to - start)
        : new Uint8Array(shard.decoded);
      await decodeShard(sha, shard, target, path);
      if (!whole) {
        result.set(target.subarray(from - position, to - position), from - start);
      }
    }
    position += shard.decoded;
  }
  if (!range && (position !== file.size || (await sha256(result)) !== file.sha256)) {
    await dropDamaged(file.shards);
    throw new OvenbirdError("OB-DAMAGED", { file: path });
  }
  return result;
}

async function decodeShard(sha, shard, target, path) {
  const stored = await shards.match(shardUrl(sha));
  if (!stored) {
    throw new OvenbirdError("OB-MISSING", { file: path });
  }
  if (!(await decodeInto(stored, shard, target))) {
    await dropDamaged([sha]);
    throw new OvenbirdError("OB-DAMAGED", { file: path });
  }
}

/** Removes the shards that no longer are what their names say, so that they are fetched again. */
async function dropDamaged(shas) {
  for (const sha of new Set(shas)) {
    const stored = await shards.match(shardUrl(sha));
    if (stored && (await sha256(new Uint8Array(await stored.arrayBuffer()))) !== sha) {
      await shards.delete(shardUrl(sha));
    }
  }
}

/**
 * Removes a pack, except for shards that another stored pack shares.
 *
 * @param {string} pack
 */
export async function remove(pack) {
  await shards.delete(packUrl(pack));
  await sweep();
}

/**
 * Removes all packs but these.
 *
 * @param {Iterable<string>} packs
 */
export async function collect(packs) {
  const kept = new Set(Array.from(packs, packUrl));
  for (const url of await storedManifests()) {
    if (!kept.has(url)) {
      await shards.delete(url);
    }
  }
  await sweep();
}

async function sweep() {
  const used = new Set();
  for (const url of await storedManifests()) {
    const manifest = await (await shards.match(url))?.json();
    Object.keys(manifest?.shards ?? {}).forEach((sha) => used.add(shardUrl(sha)));
  }
  for (const url of await shards.urls()) {
    if (url.startsWith(shardUrl("")) && !used.has(url)) {
      await shards.delete(url);
    }
  }
}

async function storedManifests() {
  return [...(await shards.urls())].filter((url) => url.startsWith(packUrl(PACKS)));
}

/** @returns {Promise<Manifest>} */
async function readManifest(pack, { attempts, signal, keep = false } = {}) {
  const url = new URL(packUrl(pack));
  const stored = await shards.match(url.href);
  if (stored) {
    return stored.json();
  }
  let manifest;
  // A captive portal answers 200 with a page of its own: only what parses is taken.
  const check = (bytes) => {
    try {
      manifest = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      manifest = undefined;
    }
    if (manifest?.format !== 1) {
      throw new OvenbirdError("OB-MANIFEST", { file: pack });
    }
  };
  const bytes = await fetchBytes(url, { attempts, signal, check });
  if (keep) {
    await shards.put(url.href, new Response(bytes));
  }
  return manifest;
}

/** Locks are for secure contexts; elsewhere nothing is shared between tabs anyway. */
function withLock(name, signal, action) {
  return navigator.locks ? navigator.locks.request(name, { signal }, action) : action();
}
