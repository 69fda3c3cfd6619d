import { decodeInto } from "./decode-into.js";
import { OvenbirdError } from "./errors.js";
import { fetchBytes } from "./fetch-bytes.js";
import { openCache } from "./open-cache.js";
import { shardUrl } from "./pack-manifest.js";
import { release } from "./release.js";
import { say } from "./say.js";
import { copies, fetches, memory } from "./semaphore.js";
import { sha256 } from "./sha256.js";
import { sharedProgress } from "./shared-progress.js";
import { withLock } from "./with-lock.js";

/** Of a holder of a lock that shows no sign of life for so long, the browser has frozen the tab. */
const PATIENCE_MS = 60_000;
const WASM = { "Content-Type": "application/wasm" };
const shards = openCache("shards");
/** @type {Set<string>} */
const fetched = new Set();

/**
 * @param {string} sha
 * @returns {boolean} whether this page or worker has fetched it
 */
export const wasFetchedHere = (sha) => fetched.has(sha);

/**
 * Sees to it that a shard is on the device. Whoever comes first fetches it, all others of this origin
 * wait for that and are told how far it is; should it be given up, the next one fetches. It is stored
 * after its hash was checked, and decoded, so that no later visit has to wait for that.
 *
 * @param {string} sha
 * @param {import("./pack-manifest.js").Shard} shard
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(delta: number) => void} [options.onBytes] bytes that arrived, here or in another tab;
 *     negative when they no longer count
 * @param {() => Promise<void>} [options.makeRoom] called when the disk is full
 */
export async function obtainShard(sha, shard, options = {}) {
  const { signal } = options;
  const impatient = new AbortController();
  let begun = false;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => impatient.abort(), PATIENCE_MS);
  };
  const progress = sharedProgress(sha, options.onBytes, wait);
  const action = async () => {
    begun = true;
    clearTimeout(timer);
    progress.lead();
    if (await shards.has(shardUrl(sha))) {
      progress.set(shard.stored);
    } else {
      progress.set(0);
      await fetchShard(sha, shard, { ...options, onBytes: progress.add });
    }
  };
  wait();
  try {
    const either = signal ? AbortSignal.any([signal, impatient.signal]) : impatient.signal;
    await withLock(`ovenbird:${shardUrl(sha)}`, { signal: either }, action);
  } catch (error) {
    if (begun || !impatient.signal.aborted || signal?.aborted) {
      throw error;
    }
    await action();
  } finally {
    clearTimeout(timer);
    progress.end();
  }
}

async function fetchShard(sha, shard, { signal, onBytes, makeRoom }) {
  const url = new URL(shardUrl(sha));
  const name = say("file.part", sha.slice(0, 12));
  const check = async (received) => {
    if ((await copies.hold(1, signal, () => sha256(received))) !== sha) {
      throw new OvenbirdError("OB-HASH", { file: name });
    }
  };
  const decodes = shard.decodedSha256 !== undefined;
  await memory.hold(shard.stored + (decodes ? shard.decoded : 0), signal, async () => {
    // The Cache is the only copy on this device; the HTTP cache would be a second one.
    const options = { name, size: shard.stored, check, cache: "no-store", signal, onBytes };
    const bytes = await fetches.hold(1, signal, () => fetchBytes(url, options));
    const kept = decodes ? await decode(bytes, shard) : bytes;
    const body = isWasm(kept) ? new Response(kept, { headers: WASM }) : kept;
    await copies.hold(1, signal, () => shards.put(url.href, body, makeRoom));
    release(kept);
    fetched.add(sha);
  });
}

/** A browser compiles what has this type while it reads it. */
const isWasm = ([a, b, c, d]) => a === 0 && b === 0x61 && c === 0x73 && d === 0x6d;

/** What is not known how to decode is kept as it came, for a reader of files that may know. */
async function decode(bytes, shard) {
  const decoded = new Uint8Array(shard.decoded);
  if (!(await decodeInto(bytes, shard, decoded))) {
    return bytes;
  }
  release(bytes);
  return decoded;
}
