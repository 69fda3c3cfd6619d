/** A page that is never idle waits no longer than this. */
const LONGEST_MS = 5_000;

/**
 * Calls when the page has nothing better to do.
 *
 * @param {() => void} action
 */
export function whenIdle(action) {
  if (globalThis.requestIdleCallback) {
    requestIdleCallback(action, { timeout: LONGEST_MS });
  } else {
    // Safari.
    setTimeout(action, 200);
  }
}
