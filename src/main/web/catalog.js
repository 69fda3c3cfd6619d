import { OvenbirdError } from "./errors.js";
import { siteRoot } from "./site-root.js";

/**
 * What the build knows of the site's models.
 *
 * @typedef {{type: string, dims: number[], data: number[]}} SelfTestInput data is repeated until dims
 *     is full
 * @typedef {{inputs: Record<string, SelfTestInput>, output: string, dims: number[], stride: number,
 *     values: number[], tolerance: number}} SelfTest a run with a known answer: values[i] is the
 *     output's number at i * stride, but for a relative error of at most tolerance
 * @typedef {{title: string, task: string, pack: string,
 *     dtypes: Record<string, {files: string[], storedBytes: number, optimized?: boolean,
 *     selfTest?: SelfTest}>,
 *     devices: Record<import("./probe-device.js").Device["kind"], string[]>,
 *     pooling?: string, normalize?: boolean, maxLength?: number}} ModelEntry
 *     dtypes: for each the files of the pack that it needs, and their bytes as stored,
 *     and whether the graph is as ONNX Runtime would make it for WebAssembly;
 *     devices: the dtypes that run there, best first
 * @typedef {{transformers: string, scripts: string[], pack: string,
 *     wasm: string, webgpu?: boolean, storedBytes: number}} RuntimeEntry
 *     webgpu: false if it computes on the processor alone
 * @typedef {{format: 1, models: Record<string, ModelEntry>, runtimes: Record<string, RuntimeEntry>,
 *     search?: {model: string, index: string}}} Catalog
 */

export const catalogUrl = new URL("_ovenbird/catalog.json", siteRoot);

/** @type {Promise<Catalog> | undefined} */
let loaded;

/**
 * The catalog, read once per page, worker or service worker.
 *
 * @param {(url: URL) => Promise<Response>} [fetchCatalog] the service worker's own way to it: its
 *     requests do not pass through its fetch handler
 * @returns {Promise<Catalog>}
 */
export function loadCatalog(fetchCatalog = fetchFresh) {
  loaded ??= read(fetchCatalog).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** Hosts let catalogs be cached for minutes; one of before a deployment names files that are gone. */
const fetchFresh = (url) => fetch(url, { cache: "no-cache" });

async function read(fetchCatalog) {
  try {
    const response = await fetchCatalog(catalogUrl);
    const catalog = await response.json();
    if (catalog.format === 1) {
      return catalog;
    }
  } catch {
    // No network, or no JSON: the same sentence for the reader.
  }
  throw new OvenbirdError("OB-CATALOG");
}
