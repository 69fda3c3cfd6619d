/**
 * @typedef {{start: number, end: number}} ByteRange bytes from start to before end
 */

/**
 * The range that a request asks for: RFC 9110, section 14.1.2.
 *
 * @param {string | null} header the value of "Range"
 * @param {number} size of the whole, in bytes
 * @returns {ByteRange | undefined} undefined: the whole is wanted, or the header is none that has to be
 *     understood, as several ranges at once are; one with no byte in it cannot be satisfied
 */
export function parseRange(header, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (!first && !last) {
    return undefined;
  }
  if (!first) {
    return { start: Math.max(0, size - Number(last)), end: size };
  }
  if (last && Number(last) < Number(first)) {
    return undefined;
  }
  return { start: Number(first), end: last ? Math.min(size, Number(last) + 1) : size };
}
