/**
 * What this browser computes with. Its kinds are those of the catalog, where the build has written
 * down which dtypes each of them runs.
 *
 * @typedef {{device: "webgpu" | "wasm", kind: "webgpu-f16" | "webgpu" | "wasm",
 *     note: string}} Device
 *     note: why it is not WebGPU, in words; empty if it is, or was not wanted
 */

/**
 * @param {string} [note]
 * @returns {Device}
 */
export function wasmDevice(note = "") {
  return { device: "wasm", kind: "wasm", note };
}

/**
 * Asks anew each time: a graphics processor may come and go while a page is open.
 *
 * @param {string} [only] "wasm" if WebGPU is not wanted
 * @returns {Promise<Device>}
 */
export async function probeDevice(only) {
  if (only === "wasm") {
    return wasmDevice();
  }
  if (!navigator.gpu) {
    return wasmDevice("this browser has no WebGPU");
  }
  // As ONNX Runtime asks for it, so that what it gets has the same features.
  const wish = { powerPreference: "high-performance" };
  const adapter = await navigator.gpu.requestAdapter(wish).catch(() => null);
  if (!adapter) {
    return wasmDevice("no WebGPU adapter here");
  }
  // Transformers.js looks for this feature before it loads fp16, but not before q4f16.
  const kind = adapter.features.has("shader-f16") ? "webgpu-f16" : "webgpu";
  return { device: "webgpu", kind, note: "" };
}
