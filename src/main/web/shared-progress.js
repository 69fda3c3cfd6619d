import { siteRoot } from "./site-root.js";

/** So that others are not woken for each packet. */
const STEP_BYTES = 256 * 1024;

/** @type {BroadcastChannel | undefined} */
let channel;

/**
 * How much of a shard has arrived, told among all tabs of the site: whoever waits hears it from the
 * one that fetches.
 *
 * @param {string} sha
 * @param {((delta: number) => void) | undefined} onBytes
 * @param {() => void} onNews called when another tab tells something
 */
export function sharedProgress(sha, onBytes, onNews) {
  channel ??= globalThis.BroadcastChannel && new BroadcastChannel(`ovenbird:${siteRoot.pathname}`);
  let received = 0;
  let told = 0;
  const set = (bytes) => {
    onBytes?.(bytes - received);
    received = bytes;
  };
  const hear = ({ data }) => {
    if (data.sha === sha) {
      onNews();
      set(data.received);
    }
  };
  const end = () => channel?.removeEventListener("message", hear);
  channel?.addEventListener("message", hear);
  return {
    /** From now on, this is the one that fetches. */
    lead: end,
    set,
    add(delta) {
      set(received + delta);
      if (Math.abs(received - told) >= STEP_BYTES) {
        told = received;
        channel?.postMessage({ sha, received });
      }
    },
    end,
  };
}
