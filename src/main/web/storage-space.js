import { formatBytes } from "./format-bytes.js";

/**
 * What the browser gives to everything of this origin, in bytes; undefined where it does not say:
 * only secure contexts have `navigator.storage`.
 *
 * @returns {Promise<{usage: number, quota: number, free: number, persisted: boolean} | undefined>}
 */
export async function measureSpace() {
  const { usage, quota } = (await navigator.storage?.estimate().catch(() => {})) ?? {};
  if (!quota) {
    return undefined;
  }
  const persisted = await navigator.storage.persisted();
  return { usage, quota, free: Math.max(0, quota - usage), persisted };
}

/**
 * Asks the browser not to delete this site's files when space gets short. Some browsers ask the
 * reader, so that it has to follow from something the reader did.
 *
 * @returns {Promise<boolean>} whether it agreed
 */
export async function requestPersistence() {
  try {
    return (await navigator.storage?.persist()) ?? false;
  } catch {
    return false;
  }
}

/**
 * Why a model is not kept for the next visit, in words that follow "for this visit only:".
 *
 * @param {"none" | "full" | "broken"} reason as of a cache that spilled
 * @param {number} needed bytes
 * @returns {Promise<string>}
 */
export async function explainSpill(reason, needed) {
  if (!globalThis.isSecureContext) {
    return "the browser stores nothing for an address without https";
  }
  if (reason === "none") {
    return "the browser stores nothing here, as in some private windows";
  }
  const space = await measureSpace();
  if (reason === "broken" || !space) {
    return "the browser could not write it to this device's storage";
  }
  const { usage, quota, free } = space;
  return (
    `the browser has no room for ${formatBytes(needed)}; ${formatBytes(free)} are free, as ` +
    `${formatBytes(usage)} of ${formatBytes(quota)} are in use. Remove models of this site to keep it`
  );
}
