import { decodeLzma } from "./decode-lzma.js";
import { OvenbirdError } from "./errors.js";

/**
 * Decodes a stored shard straight into its place in a larger buffer, so that no second copy of a
 * large file is ever in memory.
 *
 * @param {Response} stored
 * @param {import("./pack-manifest.js").Shard} shard
 * @param {Uint8Array} target exactly as long as the decoded shard
 * @returns {Promise<boolean>} whether the shard filled the target exactly
 * @throws {OvenbirdError} OB-ENCODING if a newer build made it in a way that is not known here
 */
export async function decodeInto(stored, shard, target) {
  const [compression, ...filters] = shard.encoding.split("+");
  if (shard.encoding === "lzma") {
    return decodeLzma(new Uint8Array(await stored.arrayBuffer()), target);
  }
  if (!["identity", "gzip"].includes(compression) || filters.some((name) => name !== "shuffle")) {
    throw new OvenbirdError("OB-ENCODING", { encoding: shard.encoding });
  }
  let offset = 0;
  try {
    const body =
      compression === "gzip"
        ? stored.body.pipeThrough(new DecompressionStream("gzip"))
        : stored.body;
    const reader = body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (offset + next.value.length > target.length) {
        await reader.cancel();
        return false;
      }
      target.set(next.value, offset);
      offset += next.value.length;
    }
  } catch {
    // A damaged gzip stream.
    return false;
  }
  if (filters.length > 0) {
    shard.numbers.forEach(([begin, end, width]) => unshuffle(target.subarray(begin, end), width));
  }
  return offset === target.length;
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
}
