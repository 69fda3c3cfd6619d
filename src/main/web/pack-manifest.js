import { OvenbirdError } from "./errors.js";
import { fetchBytes } from "./fetch-bytes.js";
import { openCache } from "./open-cache.js";
import { sha256 } from "./sha256.js";
import { siteRoot } from "./site-root.js";

/**
 * A pack is named by the path of its manifest, which ends in the beginning of the manifest's own
 * hash: a manifest is what its name says, or is not taken, and never changes. Two versions of a model
 * are two packs.
 *
 * @typedef {{size: number, sha256: string, shards: string[]}} PackFile sizes in bytes
 * @typedef {{stored: number, decoded: number, encoding: "identity" | "gzip" | "gzip+shuffle" | "lzma",
 *     decodedSha256?: string, numbers?: [begin: number, end: number, width: number][]}} Shard decodedSha256: of
 *     what it decodes to, if it is encoded; numbers: the stretches that were shuffled
 * @typedef {{format: 1, name: string, files: Record<string, PackFile>,
 *     shards: Record<string, Shard>}} Manifest
 */

const packs = openCache("shards");
/** @type {Map<string, {bytes: Uint8Array, manifest: Manifest}>} */
const known = new Map();

/** @param {string} pack */
export const packUrl = (pack) => new URL(pack, siteRoot).href;

/** @param {string} sha */
export const shardUrl = (sha) => new URL(`_ovenbird/shards/${sha}`, siteRoot).href;

/**
 * @param {string} pack
 * @param {object} [options]
 * @param {number} [options.attempts] to fetch it, if it is not on the device
 * @param {boolean} [options.keep] store it: what keeps its shards from being swept
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Manifest>}
 */
export async function readManifest(pack, { attempts, signal, keep = false } = {}) {
  const url = packUrl(pack);
  if (!known.has(pack)) {
    known.set(pack, (await readStored(pack)) ?? (await fetchManifest(pack, attempts, signal)));
  }
  const { bytes, manifest } = known.get(pack);
  if (keep && !(await packs.has(url))) {
    await packs.put(url, bytes);
  }
  return manifest;
}

/** @returns {Promise<string[]>} the URLs of the manifests on the device */
export async function storedManifests() {
  return [...(await packs.urls())].filter((url) => url.startsWith(packUrl("_ovenbird/packs/")));
}

/** @returns {string[]} the shards of these files, or of all, each once; those of small files first */
export function shardsOf({ files, shards }, paths) {
  if (!paths) {
    return Object.keys(shards);
  }
  const wanted = paths.filter((path) => Object.hasOwn(files, path)).map((path) => files[path]);
  wanted.sort((a, b) => a.size - b.size);
  return [...new Set(wanted.flatMap((file) => file.shards))];
}

/** @returns {number} what these shards take on the wire and on the device, in bytes */
export function storedBytes({ shards }, shas) {
  return shas.reduce((sum, sha) => sum + shards[sha].stored, 0);
}

async function readStored(pack) {
  const stored = await packs.match(packUrl(pack));
  if (!stored) {
    return undefined;
  }
  const bytes = new Uint8Array(await stored.arrayBuffer());
  try {
    return { bytes, manifest: await check(pack, bytes) };
  } catch {
    // Altered behind our back: as good as absent.
    await packs.delete(packUrl(pack));
    return undefined;
  }
}

async function fetchManifest(pack, attempts, signal) {
  let manifest;
  const bytes = await fetchBytes(new URL(packUrl(pack)), {
    attempts,
    // The HTTP cache may hold what a captive portal sent, for as long as that said.
    cache: "no-cache",
    signal,
    check: async (received) => {
      manifest = await check(pack, received);
    },
  });
  return { bytes, manifest };
}

/** A captive portal answers 200 with a page of its own: only what its name says is taken. */
async function check(pack, bytes) {
  const [, hash] = /\.([0-9a-f]{8,64})\.json$/.exec(pack) ?? [];
  if (hash && (await sha256(bytes)).startsWith(hash)) {
    const manifest = JSON.parse(new TextDecoder().decode(bytes));
    if (manifest.format === 1) {
      return manifest;
    }
  }
  throw new OvenbirdError("OB-MANIFEST", { file: pack });
}
