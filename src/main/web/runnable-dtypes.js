import { wasmDevice } from "./probe-device.js";
import { say } from "./say.js";

/**
 * The dtypes of a model that a device runs, best first, by the build's table in the catalog. Where
 * WebGPU runs none of them, WebAssembly does.
 *
 * @param {import("./catalog.js").ModelEntry} entry
 * @param {import("./probe-device.js").Device} device
 * @param {string} [only] the one dtype that is wanted
 * @returns {{device: import("./probe-device.js").Device, dtypes: string[]}}
 */
export function runnableDtypes(entry, device, only) {
  const on = (kind) => entry.devices[kind].filter((dtype) => !only || dtype === only);
  const dtypes = on(device.kind);
  if (dtypes.length > 0 || device.device === "wasm") {
    return { device, dtypes };
  }
  const note = only ? say("device.dtype", only) : say("device.model");
  return { device: wasmDevice(note, device.threads), dtypes: on("wasm") };
}
