import { loadCatalog } from "./catalog.js";
import { downloadRuntime } from "./download-installation.js";
import { currentRuntime } from "./installation.js";
import { modelsPath, serveModelFile } from "./serve-model-file.js";
import { readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/** @type {Promise<any> | undefined} */
let loaded;

/**
 * Transformers.js as it is published, set up to take everything from this site: models from the
 * shard store, the runtime's wasm likewise, nothing from another origin. Once per page or worker.
 *
 * @param {import("./installation.js").Installation} [installation] whose runtime and files to take;
 *     the site's current runtime, and for each model what suits this device, if absent
 * @returns {Promise<any>} the module
 */
export function loadTransformers(installation) {
  loaded ??= load(installation).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(installation) {
  const catalog = await loadCatalog();
  const runtime = installation?.runtime ?? currentRuntime(catalog);
  await downloadRuntime(runtime);
  const wasm = await readFile(runtime.pack, runtime.wasm);
  const transformers = await import(new URL(runtime.transformers, siteRoot).href);
  const { env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path and no URL: for a URL, its look for optional files (the tokenizer's) goes elsewhere.
  env.localModelPath = modelsPath;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = (input, init) => {
    const request = new Request(new URL(input.url ?? input, siteRoot), init);
    return isModelFile(request) ? serveModelFile(request, catalog, installation) : fetch(request);
  };
  const { wasm: settings } = env.backends.onnx;
  // It has set a CDN's address at import. Without any, the bundled glue code takes the binary.
  settings.wasmPaths = undefined;
  settings.wasmBinary = wasm.buffer;
  settings.numThreads = globalThis.crossOriginIsolated ? threads() : 1;
  return transformers;
}

/** Half of the processors, as ONNX Runtime itself has it, but both where there are only two. */
function threads() {
  const processors = navigator.hardwareConcurrency ?? 1;
  return Math.min(4, processors, Math.max(2, Math.ceil(processors / 2)));
}

function isModelFile({ url }) {
  const { origin, pathname } = new URL(url);
  return origin === siteRoot.origin && pathname.startsWith(modelsPath);
}
