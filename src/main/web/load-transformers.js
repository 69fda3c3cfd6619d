import { loadCatalog } from "./catalog.js";
import { downloadRuntime } from "./download-installation.js";
import { OvenbirdError } from "./errors.js";
import { currentRuntime } from "./installation.js";
import { usableThreads } from "./probe-device.js";
import { modelsPath, serveModelFile } from "./serve-model-file.js";
import { readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * An ONNX model that gives back what it is given. ONNX Runtime compiles its WebAssembly when the first
 * session is made; with this one, that happens while the real model is still on its way.
 */
const IDENTITY =
  "CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAN";

/** Threads that do not start are waited for no longer; there is a way without them. */
const THREADS_START_MS = 20_000;

/** @type {Promise<any> | undefined} */
let loaded;

/** Whose files models' are to be. @type {Map<string, import("./installation.js").Installation>} */
const installations = new Map();

/**
 * Transformers.js as it is published, set up to take everything from this site: models from the
 * shard store, the runtime's wasm likewise, nothing from another origin. Once per page or worker.
 *
 * @param {import("./installation.js").Installation} [installation] whose runtime, threads and files to
 *     take; the site's current runtime, and for each model what suits this device, if absent
 * @returns {Promise<any>} the module
 */
export function loadTransformers(installation) {
  if (installation) {
    installations.set(installation.model, installation);
  }
  loaded ??= load(installation).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(installation) {
  const catalog = loadCatalog();
  const runtime = installation?.runtime ?? currentRuntime(await catalog);
  const threads = installation?.device.threads ?? usableThreads();
  if (!installation) {
    await downloadRuntime(runtime);
  }
  const address = (script) => new URL(script, siteRoot).href;
  // The second script is ONNX Runtime's, which the first one imports.
  const [wasm, transformers, ort] = await Promise.all([
    readFile(runtime.pack, runtime.wasm),
    ...runtime.scripts.map((script) => import(address(script))),
  ]);
  const { env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path and no URL: for a URL, its look for optional files (the tokenizer's) goes elsewhere.
  env.localModelPath = modelsPath;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const started = startRuntime(ort, env.backends.onnx.wasm, wasm, threads).catch((error) => {
    throw OvenbirdError.from(error, "OB-RUNTIME");
  });
  // Who waits for it gets the error.
  started.catch(() => {});
  env.fetch = async (input, init) => {
    const request = new Request(new URL(input.url ?? input, siteRoot), init);
    const [model, file] = partsOf(request);
    if (model === undefined) {
      return fetch(request);
    }
    if (file.includes(".onnx")) {
      // A tokenizer is made meanwhile; a session would begin to start the runtime once more.
      await started;
    }
    return serveModelFile(request, await catalog, installations.get(model));
  };
  return transformers;
}

/** Compiles the WebAssembly and starts its threads. */
async function startRuntime({ InferenceSession }, settings, wasm, threads) {
  // It has set a CDN's address at import. Without any, the bundled glue code takes the binary.
  settings.wasmPaths = undefined;
  settings.wasmBinary = wasm.buffer;
  settings.numThreads = threads;
  settings.initTimeout = threads > 1 ? THREADS_START_MS : 0;
  const identity = Uint8Array.from(atob(IDENTITY), (character) => character.charCodeAt(0));
  const session = await InferenceSession.create(identity, { executionProviders: ["wasm"] });
  await session.release();
  // Compiled, the binary is of no more use; the glue code would keep it for ever.
  settings.wasmBinary = undefined;
  wasm.buffer.transfer?.(0);
}

/** @returns {string[]} model and file that are asked for; empty if it is something else */
function partsOf({ url }) {
  const { origin, pathname } = new URL(url);
  if (origin !== siteRoot.origin || !pathname.startsWith(modelsPath)) {
    return [];
  }
  const [model, ...file] = pathname.slice(modelsPath.length).split("/");
  return [decodeURIComponent(model), file.join("/")];
}
