/**
 * Bytes in decimal units, as a reader's data plan counts them.
 *
 * @param {number} bytes
 * @returns {string} "20.7 MB", "712 kB", "96 B"
 */
export function formatBytes(bytes) {
  if (bytes >= 1e9) {
    return `${(bytes / 1e9).toFixed(2)} GB`;
  }
  if (bytes >= 1e6) {
    return `${(bytes / 1e6).toFixed(bytes >= 1e7 ? 1 : 2)} MB`;
  }
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} B`;
}
