import { say } from "./say.js";

/**
 * What this browser computes with. Its kinds are those of the catalog, where the build has written
 * down which dtypes each of them runs.
 *
 * @typedef {{device: "webgpu" | "wasm", kind: "webgpu-f16" | "webgpu" | "wasm", threads: number,
 *     adapter: string, note: string}} Device
 *     threads: of WebAssembly, which also computes what WebGPU has no kernel for; adapter: what the
 *     graphics processor calls itself, empty for WebAssembly; note: why it is not WebGPU, in words;
 *     empty if it is, or was not wanted
 */

/** More threads than that wait for each other longer than they compute. */
const MOST_THREADS = 4;

/**
 * @param {string} [note]
 * @param {number} [threads]
 * @returns {Device}
 */
export function wasmDevice(note = "", threads) {
  return { device: "wasm", kind: "wasm", threads: usableThreads(threads), adapter: "", note };
}

/**
 * Asks anew each time: a graphics processor may come and go while a page is open.
 *
 * @param {object} [wanted]
 * @param {string} [wanted.device] "wasm" if WebGPU is not wanted
 * @param {number} [wanted.threads]
 * @returns {Promise<Device>}
 */
export async function probeDevice(wanted = {}) {
  const threads = usableThreads(wanted.threads);
  if (wanted.device === "wasm") {
    return wasmDevice("", threads);
  }
  if (!navigator.gpu) {
    return wasmDevice(say("device.none"), threads);
  }
  // As ONNX Runtime asks for it, so that what it gets has the same features.
  const wish = { powerPreference: "high-performance" };
  const adapter = await navigator.gpu.requestAdapter(wish).catch(() => null);
  if (!adapter) {
    return wasmDevice(say("device.adapter"), threads);
  }
  // Transformers.js looks for this feature before it loads fp16, but not before q4f16.
  const kind = adapter.features.has("shader-f16") ? "webgpu-f16" : "webgpu";
  const { vendor, architecture, device, description } = adapter.info ?? {};
  const name = [vendor, architecture, device, description].filter(Boolean).join(" ");
  return { device: "webgpu", kind, threads, adapter: name, note: "" };
}

/**
 * Threads share memory, which browsers allow only to pages that are isolated from other origins.
 *
 * @param {number} [wanted]
 * @returns {number} as many as are wanted, or one for each of few cores, or for half of many: the other
 *     half are often the same ones' second threads
 */
export function usableThreads(wanted) {
  if (!globalThis.crossOriginIsolated) {
    return 1;
  }
  const cores = navigator.hardwareConcurrency ?? 1;
  return wanted ?? (cores < 4 ? cores : halfOfCores());
}

/** @returns {number} threads, of which there are not too many either */
export function halfOfCores() {
  return Math.min(MOST_THREADS, Math.ceil((navigator.hardwareConcurrency ?? 1) / 2));
}
