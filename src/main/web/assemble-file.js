import { decodeInto } from "./decode-into.js";
import { OvenbirdError } from "./errors.js";
import { inLanes } from "./in-lanes.js";
import { obtainShard, wasFetchedHere } from "./obtain-shard.js";
import { openCache } from "./open-cache.js";
import { readManifest, shardUrl } from "./pack-manifest.js";
import { release } from "./release.js";
import { memory } from "./semaphore.js";
import { sha256 } from "./sha256.js";

const LANES = 4;
/** So much is fetched again without asking: the reader has agreed to these bytes before. */
export const MENDED_BYTES = 16e6;
/** WebCrypto copies what it hashes; a larger file's copy is more than we may hold. */
const WHOLE_HASH_BYTES = 64 * 2 ** 20;
const shards = openCache("shards");

/**
 * @param {string} pack
 * @param {string} path of a file in the pack
 * @returns {Promise<import("./pack-manifest.js").PackFile | undefined>} undefined if the pack has no
 *     such file
 */
export async function findFile(pack, path) {
  const { files } = await readManifest(pack);
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/**
 * @param {string} pack
 * @param {string} path
 * @returns {Promise<string | undefined>} under which the service worker gives the file out of the cache,
 *     if it is one that is kept in one shard
 */
export async function addressOf(pack, path) {
  const [sha, ...others] = (await findFile(pack, path))?.shards ?? [];
  return sha && others.length === 0 ? shardUrl(sha) : undefined;
}

/**
 * Puts a file together again: exactly the bytes that were packed, or an error. Several shards at once
 * are read straight into their places.
 *
 * Every shard that is touched is hashed, of a range as of the whole: another one is read
 * meanwhile, so that it takes next to no time. That finds what was altered on the device since it was
 * stored, and where; such a shard is fetched anew. The whole is hashed by whoever has fetched some of
 * it, as a look at manifest and decoding, which do not change from one visit to the next; files over
 * 64 MiB do without.
 *
 * @param {string} pack
 * @param {string} path
 * @param {{start: number, end: number}} [range] bytes from start to before end; the whole if absent
 * @param {object} [options]
 * @param {boolean} [options.download] whether all that is missing may be fetched, each shard to be
 *     decoded as soon as it is there; if not, only so much as mends a hole or two
 * @param {(sha: string, signal: AbortSignal) => Promise<void>} [options.arrival] waits for a shard
 *     that somebody else fetches
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Uint8Array>}
 */
export async function assembleFile(pack, path, range, options = {}) {
  const { download = false, arrival, signal } = options;
  const manifest = await readManifest(pack, { keep: download, signal });
  const file = manifest.files[path];
  const { start, end } = range ?? { start: 0, end: file.size };
  const result = new Uint8Array(end - start);
  const allowance = { bytes: download ? Infinity : MENDED_BYTES, path };
  await inLanes(LANES, piecesOf(manifest, file, start, end), signal, async (piece, any) => {
    const { sha, shard, position } = piece;
    await arrival?.(sha, any);
    const from = Math.max(start, position);
    const to = Math.min(end, position + shard.decoded);
    const isWhole = to - from === shard.decoded;
    const place = result.subarray(from - start, to - start);
    // It as it is kept, and what hashing copies.
    const besides = 2 * Math.max(shard.stored, shard.decoded) + (isWhole ? 0 : shard.decoded);
    const read = () =>
      memory.hold(besides, any, async () => {
        const target = isWhole ? place : new Uint8Array(shard.decoded);
        const flaw = await readShard(sha, shard, target);
        if (!isWhole) {
          place.set(target.subarray(from - position, to - position));
        }
        return flaw;
      });
    const flaw = await read();
    if (flaw) {
      await mend(sha, shard, flaw, allowance, any);
      if (await read()) {
        throw new OvenbirdError("OB-DAMAGED", { file: path });
      }
    }
  });
  const isNew = !range && file.size <= WHOLE_HASH_BYTES && file.shards.some(wasFetchedHere);
  if (isNew && (await sha256(result)) !== file.sha256) {
    throw new OvenbirdError("OB-HASH", { file: path });
  }
  return result;
}

/**
 * Hashes the shards of a file that somebody else reads out of the cache. One that is not as it was stored
 * goes, to be fetched anew when the file is read.
 *
 * @param {string} pack
 * @param {string} path
 * @returns {Promise<boolean>} whether all are
 */
export async function isIntact(pack, path) {
  const manifest = await readManifest(pack);
  const file = manifest.files[path];
  let intact = true;
  // What was fetched here was hashed here.
  for (const { sha, shard } of piecesOf(manifest, file, 0, file.size)) {
    if (!wasFetchedHere(sha)) {
      const read = () => readShard(sha, shard, new Uint8Array(shard.decoded));
      if (await memory.hold(3 * shard.decoded, undefined, read)) {
        await shards.delete(shardUrl(sha));
        intact = false;
      }
    }
  }
  return intact;
}

/** @returns {{sha: string, shard: object, position: number}[]} the shards that a range touches */
function piecesOf(manifest, file, start, end) {
  let position = 0;
  const all = file.shards.map((sha) => {
    const piece = { sha, shard: manifest.shards[sha], position };
    position += piece.shard.decoded;
    return piece;
  });
  return all.filter((piece) => piece.position < end && piece.position + piece.shard.decoded > start);
}

/** @returns {Promise<"OB-MISSING" | "OB-DAMAGED" | undefined>} undefined: it fills the target */
async function readShard(sha, shard, target) {
  const stored = await shards.match(shardUrl(sha));
  if (!stored) {
    return "OB-MISSING";
  }
  const blob = await stored.blob();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let expected = sha;
  let filled = true;
  if (bytes.length === shard.decoded) {
    target.set(bytes);
    expected = shard.decodedSha256 ?? sha;
  } else {
    // An earlier version of these pages has kept it as it came.
    filled = await decodeInto(bytes, shard, target);
  }
  const hash = await sha256(bytes);
  release(bytes);
  return filled && hash === expected ? undefined : "OB-DAMAGED";
}

/** Fetches a shard anew, within what the reader has agreed to. */
async function mend(sha, shard, flaw, allowance, signal) {
  const file = allowance.path;
  if (flaw === "OB-DAMAGED") {
    await shards.delete(shardUrl(sha));
  }
  const mayFetchAll = allowance.bytes === Infinity;
  allowance.bytes -= shard.stored;
  if (allowance.bytes < 0) {
    throw new OvenbirdError(flaw, { file });
  }
  try {
    await obtainShard(sha, shard, { signal });
  } catch (error) {
    // Without a network, what the reader has to know is why one is needed.
    const isHole = flaw === "OB-DAMAGED" || !mayFetchAll;
    throw isHole && error.code === "OB-NETWORK" ? new OvenbirdError(flaw, { file }) : error;
  }
}
