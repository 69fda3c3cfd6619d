import { findInstallation } from "./installation.js";
import { probeDevice, wasmDevice } from "./probe-device.js";

/**
 * A model's config.json with the dtypes that an author's `pipeline()` is to load here. The published
 * file can only name what runs everywhere; this one knows whether WebGPU has 16-bit floats, and what
 * is on the device already. Transformers.js reads `device_config` for the device it is given.
 *
 * @param {Uint8Array} bytes
 * @param {import("./catalog.js").Catalog} catalog
 * @param {string} model
 * @returns {Promise<Uint8Array>}
 */
export async function tailorConfig(bytes, catalog, model) {
  const config = JSON.parse(new TextDecoder().decode(bytes));
  const settings = (config["transformers.js_config"] ??= {});
  settings.device_config ??= {};
  // WebAssembly comes last: its dtype is also the one for when no device is named.
  for (const wanted of [await probeDevice(), wasmDevice()]) {
    const { device, dtype, runs } = await findInstallation(catalog, model, { device: wanted });
    if (runs) {
      settings.device_config[device.device] = { ...settings.device_config[device.device], dtype };
      settings.dtype = dtype;
    }
  }
  return new TextEncoder().encode(JSON.stringify(config));
}
