import { OvenbirdError } from "./errors.js";
import { say } from "./say.js";

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 500;
/** As long as a reader who looks at a progress bar will wait for a server that asks for it. */
const LONGEST_DELAY_MS = 30_000;
/** A connection over which nothing came for so long is taken for dead. */
const STALL_MS = 20_000;

/**
 * Fetches a file as a whole and has it checked; tries again, later each time, when that may help.
 *
 * @param {URL} url
 * @param {object} [options]
 * @param {string} [options.name] what errors call it; the last part of its path if absent
 * @param {number} [options.size] the exact length, in bytes
 * @param {(bytes: Uint8Array, headers: Headers) => Promise<void> | void} [options.check] throws if
 *     these are not the right bytes
 * @param {number} [options.attempts]
 * @param {number} [options.stallMs] how long nothing may come before it counts as an attempt that
 *     failed
 * @param {RequestCache} [options.cache] for the first attempt
 * @param {AbortSignal} [options.signal]
 * @param {(delta: number) => void} [options.onBytes] bytes that arrived; negative when an attempt
 *     failed and its bytes no longer count
 * @returns {Promise<Uint8Array>}
 */
export async function fetchBytes(url, options = {}) {
  const attempts = options.attempts ?? ATTEMPTS;
  for (let attempt = 1; ; attempt++) {
    let received = 0;
    try {
      const onBytes = (delta) => {
        received += delta;
        options.onBytes?.(delta);
      };
      // What arrived wrong may have come from the HTTP cache, which would give it again.
      const again = attempt > 1 && options.cache !== "no-store";
      const cache = again ? "reload" : options.cache;
      return await fetchOnce(url, { ...options, cache, onBytes });
    } catch (error) {
      options.onBytes?.(-received);
      options.signal?.throwIfAborted();
      if (attempt === attempts || isFinal(error)) {
        throw error;
      }
      await pause(delayMs(attempt, error.details.retryAfter), options.signal);
    }
  }
}

async function fetchOnce(url, { name, size, check, cache, signal, onBytes, stallMs = STALL_MS }) {
  const file = name ?? url.pathname.split("/").pop();
  const stalled = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stallMs);
  };
  const stop = () => stalled.abort();
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    alive();
    const response = await fetch(url, { cache, signal: stalled.signal });
    if (!response.ok) {
      const retryAfter = response.headers.get("Retry-After") ?? undefined;
      await response.body?.cancel();
      throw new OvenbirdError("OB-HTTP", { file, status: response.status, retryAfter });
    }
    const bytes = await readBody(response, file, size, (delta) => {
      alive();
      onBytes(delta);
    });
    clearTimeout(timer);
    await check?.(bytes, response.headers);
    return bytes;
  } catch (error) {
    throw error instanceof OvenbirdError ? error : new OvenbirdError("OB-NETWORK", { file });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** @returns {Promise<Uint8Array>} the body, read into one buffer if its size is known */
async function readBody(response, file, size, onBytes) {
  const target = size === undefined ? undefined : new Uint8Array(size);
  const chunks = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (target && length + next.value.length > size) {
      await reader.cancel();
      throw new OvenbirdError("OB-LENGTH", { file, expected: size, received: say("reason.more") });
    }
    if (target) {
      target.set(next.value, length);
    } else {
      chunks.push(next.value);
    }
    length += next.value.length;
    onBytes(next.value.length);
  }
  if (target && length !== size) {
    throw new OvenbirdError("OB-LENGTH", { file, expected: size, received: length });
  }
  return target ?? new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** A client error stays one, however often we ask; "timeout" and "too many requests" pass. */
function isFinal({ code, details }) {
  const status = details.status;
  return code === "OB-HTTP" && status < 500 && status !== 408 && status !== 429;
}

/**
 * Up to twice the delay, at random, so that many readers don't return at the same moment; and not
 * before the server wants us back (RFC 9110, section 10.2.3: seconds or a date), within reason.
 */
function delayMs(attempt, retryAfter) {
  const backoff = FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + Math.random());
  const seconds = Number(retryAfter);
  const asked = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Math.min(Math.max(backoff, asked || 0), LONGEST_DELAY_MS);
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
