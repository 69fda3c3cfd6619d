import { formatBytes } from "./format-bytes.js";
import { say } from "./say.js";

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
    return say("spill.insecure");
  }
  if (reason === "none") {
    return say("spill.none");
  }
  const space = await measureSpace();
  if (reason === "broken" || !space) {
    return say("spill.broken");
  }
  const { usage, quota, free } = space;
  return say("spill.full", ...[needed, free, usage, quota].map(formatBytes));
}
