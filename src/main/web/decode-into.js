/**
 * Decodes a stored shard straight into its place in a larger buffer, so that no second copy of a
 * large file is ever in memory.
 *
 * @param {Response} stored
 * @param {"identity" | "gzip"} encoding
 * @param {Uint8Array} target exactly as long as the decoded shard
 * @returns {Promise<boolean>} whether the shard filled the target exactly
 */
export async function decodeInto(stored, encoding, target) {
  let offset = 0;
  try {
    const body =
      encoding === "gzip"
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
  return offset === target.length;
}
