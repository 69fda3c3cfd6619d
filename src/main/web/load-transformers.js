import { loadCatalog } from "./catalog.js";
import { downloadRuntime } from "./download-installation.js";
import { OvenbirdError } from "./errors.js";
import { chooseRuntime } from "./installation.js";
import { keepScripts } from "./keep-scripts.js";
import { probeDevice, usableThreads } from "./probe-device.js";
import { release } from "./release.js";
import { say } from "./say.js";
import { modelsPath, serveModelFile } from "./serve-model-file.js";
import { addressOf, isIntact, readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";
import { whenControlled } from "./when-controlled.js";

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

/** Whose pipelines are being made. @type {Set<{model: string, reject: (error: any) => void}>} */
const loading = new Set();

/**
 * Transformers.js as it is published, set up to take everything from this site: models from the
 * shard store, the runtime's wasm likewise, nothing from another origin. Once per page or worker.
 *
 * @param {Partial<import("./installation.js").Installation>} [installation] whose runtime, threads and
 *     files, if it is a model's, to take; the site's current runtime, and for each model what suits this
 *     device, if absent
 * @returns {Promise<any>} the module
 */
export function loadTransformers(installation) {
  if (installation?.model) {
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
  const runtime =
    installation?.runtime ?? (await chooseRuntime(await catalog, await probeDevice()));
  const threads = installation?.device.threads ?? usableThreads();
  if (!installation) {
    await downloadRuntime(runtime);
  }
  const [binary, [transformers, ort]] = await Promise.all([
    findBinary(runtime),
    importScripts(runtime),
  ]);
  const { env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path and no URL: for a URL, its look for optional files (the tokenizer's) goes elsewhere.
  env.localModelPath = modelsPath;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const started = startVerified(ort, env.backends.onnx.wasm, binary, threads);
  // Who waits for it gets the error.
  started.catch(() => {});
  env.fetch = async (input, init) => {
    const request = new Request(new URL(input.url ?? input, siteRoot), init);
    const [model, file] = partsOf(request);
    if (model === undefined) {
      return fetch(request);
    }
    const onError = (error) => tellLoading(model, error);
    try {
      if (file.includes(".onnx")) {
        // A tokenizer is made meanwhile; a session would begin to start the runtime once more.
        await started;
      }
      return await serveModelFile(request, await catalog, installations.get(model), { onError });
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  return transformers;
}

/**
 * Transformers.js's `pipeline`, which says of a file that cannot be had that it does not exist, and waits
 * for ever where that one holds weights beside a model. This one fails then, and with the error's own words.
 *
 * @param {string} task
 * @param {string} model
 * @param {object} [options]
 */
export async function pipeline(task, model, options) {
  const transformers = await loadTransformers();
  const { promise: failed, reject } = Promise.withResolvers();
  const own = { model, reject };
  loading.add(own);
  try {
    return await Promise.race([transformers.pipeline(task, model, options), failed]);
  } finally {
    loading.delete(own);
  }
}

function tellLoading(model, error) {
  const told = OvenbirdError.from(error, "OB-LOAD", { model });
  loading.forEach((each) => each.model === model && each.reject(told));
}

/** @returns {Promise<any[]>} Transformers.js, and ONNX Runtime's script, which it imports */
async function importScripts(runtime) {
  await Promise.all([keepScripts(runtime), whenControlled()]);
  return Promise.all(runtime.scripts.map((script) => import(new URL(script, siteRoot).href)));
}

/**
 * The WebAssembly: its bytes, or better an address. The browser keeps what it has compiled of a file
 * that the service worker gives it from the cache: https://v8.dev/blog/wasm-code-caching
 *
 * @returns {Promise<{bytes?: Uint8Array, address?: string, intact?: Promise<boolean>}>} intact: whether
 *     what lies at the address is what was stored
 */
async function findBinary({ pack, wasm }) {
  const address = (await whenControlled()) ? await addressOf(pack, wasm) : undefined;
  // A service worker of an earlier version sends what the network has.
  const head = address && (await fetch(address, { method: "HEAD" }).catch(() => undefined));
  return head?.headers.get("Content-Type") === "application/wasm"
    ? { address, intact: isIntact(pack, wasm) }
    : { bytes: await readFile(pack, wasm) };
}

async function startVerified(ort, settings, binary, threads) {
  const { intact = true } = binary;
  const failure = await startRuntime(ort, settings, binary, threads).catch((error) => error);
  if (!(await intact)) {
    const damaged = new OvenbirdError("OB-DAMAGED", { file: say("file.runtime") });
    // It cannot be started twice. With this one, a worker ends, and the next one fetches it anew.
    reportError(damaged);
    throw damaged;
  }
  if (failure) {
    throw OvenbirdError.from(failure, "OB-RUNTIME");
  }
}

/** Compiles the WebAssembly and starts its threads. */
async function startRuntime({ InferenceSession }, settings, { bytes, address }, threads) {
  // It has set a CDN's address at import. Without any, the bundled glue code takes the binary.
  settings.wasmPaths = address && { wasm: address };
  settings.wasmBinary = bytes?.buffer;
  settings.numThreads = threads;
  settings.initTimeout = threads > 1 ? THREADS_START_MS : 0;
  const identity = Uint8Array.from(atob(IDENTITY), (character) => character.charCodeAt(0));
  const session = await InferenceSession.create(identity, { executionProviders: ["wasm"] });
  await session.release();
  // Compiled, the binary is of no more use; the glue code would keep it for ever.
  settings.wasmBinary = undefined;
  if (bytes) {
    release(bytes);
  }
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
