import { decodeLzma } from "./decode-lzma.js";
import { OvenbirdError } from "./errors.js";
import { release } from "./release.js";

/** So much goes to the decompressor at once, in bytes. */
const PIECE_BYTES = 1 << 16;

/**
 * Decodes a stored shard straight into its place in a larger buffer, so that no second copy of a
 * large file is ever in memory.
 *
 * @param {Uint8Array} stored
 * @param {import("./pack-manifest.js").Shard} shard
 * @param {Uint8Array} target exactly as long as the decoded shard
 * @returns {Promise<boolean>} whether the shard filled the target exactly
 * @throws {OvenbirdError} OB-ENCODING if a newer build made it in a way that is not known here
 */
export async function decodeInto(stored, shard, target) {
  const [compression, ...filters] = shard.encoding.split("+");
  if (shard.encoding === "lzma") {
    return decodeLzma(stored, target);
  }
  if (!["identity", "gzip"].includes(compression) || filters.some((name) => name !== "shuffle")) {
    throw new OvenbirdError("OB-ENCODING", { encoding: shard.encoding });
  }
  if (compression === "gzip") {
    if (!(await inflate(stored, target))) {
      return false;
    }
  } else if (stored.length === target.length) {
    target.set(stored);
  } else {
    return false;
  }
  if (filters.length > 0) {
    shard.numbers.forEach(([begin, end, width]) => unshuffle(target.subarray(begin, end), width));
  }
  return true;
}

/** @returns {Promise<boolean>} whether the stream is whole and fills the target exactly */
async function inflate(stored, target) {
  const { readable, writable } = new DecompressionStream("gzip");
  try {
    const [, length] = await Promise.all([feed(writable, stored), drain(readable, target)]);
    return length === target.length;
  } catch {
    // A damaged gzip stream, or one that is too long.
    return false;
  }
}

async function feed(writable, bytes) {
  const writer = writable.getWriter();
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    await writer.write(bytes.subarray(at, at + PIECE_BYTES));
  }
  await writer.close();
}

async function drain(readable, target) {
  const reader = readable.getReader();
  let offset = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (offset + next.value.length > target.length) {
      // Whoever feeds it is told, too.
      await reader.cancel();
      return Infinity;
    }
    target.set(next.value, offset);
    offset += next.value.length;
  }
  return offset;
}

/**
 * Numbers were stored as all their first bytes, then all their second bytes, and so on, in which
 * order floats compress better. Puts the bytes of each together again.
 */
function unshuffle(bytes, width) {
  const planes = bytes.slice();
  for (let plane = 0, from = 0; plane < width; plane++) {
    for (let to = plane; to < bytes.length; to += width) {
      bytes[to] = planes[from++];
    }
  }
  release(planes);
}
