import { OvenbirdError } from "./errors.js";

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 500;
/** A connection over which nothing came for so long is taken for dead. */
const STALL_MS = 30_000;

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
 * @param {RequestCache} [options.cache]
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
      return await fetchOnce(url, { ...options, onBytes });
    } catch (error) {
      options.onBytes?.(-received);
      options.signal?.throwIfAborted();
      if (attempt === attempts || isFinal(error)) {
        throw error;
      }
      // Up to twice the delay, at random, so that many readers don't return at the same moment.
      await pause(FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + Math.random()), options.signal);
    }
  }
}

async function fetchOnce(url, { name, size, check, cache, signal, onBytes }) {
  const file = name ?? url.pathname.split("/").pop();
  const stalled = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), STALL_MS);
  };
  const stop = () => stalled.abort();
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    alive();
    const response = await fetch(url, { cache, signal: stalled.signal });
    if (!response.ok) {
      throw new OvenbirdError("OB-HTTP", { file, status: response.status });
    }
    const bytes = await readBody(response, file, size, (delta) => {
      alive();
      onBytes(delta);
    });
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
      throw new OvenbirdError("OB-LENGTH", { file, expected: size, received: "more" });
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

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
