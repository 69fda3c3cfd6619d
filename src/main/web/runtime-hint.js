import { siteRoot } from "./site-root.js";

/**
 * Which runtime a page of this site has used last. Unlike all else that is kept, it is read at once, so
 * that a worker is on its way before the first look into a cache.
 */
const KEY = `ovenbird:${siteRoot.pathname}:runtime`;

/**
 * @returns {{runtime: import("./catalog.js").RuntimeEntry, threads?: number} | undefined}
 */
export function hintedRuntime() {
  try {
    const hint = JSON.parse(localStorage.getItem(KEY));
    return hint?.runtime?.pack && hint.runtime.scripts ? hint : undefined;
  } catch {
    // Storage is blocked, or was written by somebody else.
    return undefined;
  }
}

/** A reader who removes a model may not come back for one. */
export function forgetRuntime() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then there is none.
  }
}

/**
 * @param {import("./catalog.js").RuntimeEntry} runtime
 * @param {number} [threads] undefined: as many as the device has
 */
export function hintRuntime(runtime, threads) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ runtime, threads }));
  } catch {
    // It is a matter of a moment only.
  }
}
