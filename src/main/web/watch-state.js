/**
 * What a page may know of a model.
 *
 * @typedef {{model: string, state: "idle" | "downloading" | "loading" | "ready" | "running" | "error",
 *     progress: number, received: number, total: number, device: "webgpu" | "wasm" | "",
 *     dtype: string, note: string, error?: {code: string, message: string}}} ModelState
 *     progress: of the download, in whole percent; received, total: the same in bytes; device, dtype:
 *     empty until it is loaded; note: why it is not on WebGPU, in words; error: in state error only
 */

/**
 * @param {ReturnType<typeof import("./model-client.js").modelClient>} client
 * @param {(state: ModelState) => void} listener called at once, then after each change
 * @returns {() => void} ends it
 */
export function watchState(client, listener) {
  let last = "";
  const tell = () => {
    const state = stateOf(client);
    const now = JSON.stringify(state);
    if (now !== last) {
      last = now;
      listener(state);
    }
  };
  client.addEventListener("change", tell);
  tell();
  return () => client.removeEventListener("change", tell);
}

/** @returns {ModelState} */
function stateOf({ model, state, percent, progress, device, dtype, note, error }) {
  const { received, total } = progress;
  return {
    model,
    state,
    progress: percent,
    received,
    total,
    device,
    dtype,
    note,
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}
