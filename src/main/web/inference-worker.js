import { loadCatalog } from "./catalog.js";
import { downloadInstallation } from "./download-installation.js";
import { OvenbirdError } from "./errors.js";
import { collectUnused } from "./installation.js";
import { loadTransformers } from "./load-transformers.js";
import { openCache } from "./open-cache.js";

/**
 * One model's own thread. The page sends {id, verb, argument} and gets back one {id, result} or
 * {id, error}; a download reports {id, progress} in between and ends early on {abort: id}.
 *
 * @typedef {import("./installation.js").Installation} Installation
 */

/** As many sentences at once as stay small in memory; they are padded to the longest. */
const BATCH = 16;
const PROGRESS_INTERVAL_MS = 100;

/** @type {Map<number, AbortController>} */
const running = new Map();

/** @type {any} the Transformers.js pipeline, once loaded */
let pipe;
/** @type {Installation} */
let installed;

const verbs = { download, load, embed };

self.addEventListener("message", async ({ data: { id, verb, argument, abort } }) => {
  if (abort) {
    running.get(abort)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const report = (progress) => self.postMessage({ id, progress });
    const result = await verbs[verb](argument, controller.signal, report);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: OvenbirdError.from(error).toMessage() });
  } finally {
    running.delete(id);
  }
});

/**
 * @param {Installation} installation
 * @param {AbortSignal} signal
 * @param {(progress: {received: number, total: number}) => void} report
 * @returns {Promise<{spilled: string}>} why files are in memory only; empty if they are kept
 */
async function download(installation, signal, report) {
  let last = 0;
  const onProgress = (progress) => {
    const now = performance.now();
    if (now - last >= PROGRESS_INTERVAL_MS || progress.received === progress.total) {
      last = now;
      report(progress);
    }
  };
  await downloadInstallation(installation, { signal, onProgress });
  await collectUnused(await loadCatalog());
  return { spilled: openCache("shards").spilled };
}

/**
 * @param {Installation} installation
 */
async function load(installation) {
  const { model, entry, dtype } = installation;
  const { device } = installation.device;
  const transformers = await loadTransformers(installation).catch((error) => {
    throw OvenbirdError.from(error, "OB-RUNTIME");
  });
  // Transformers.js swallows why a file could not be had, and says that it does not exist.
  let failure;
  const { fetch } = transformers.env;
  transformers.env.fetch = (...request) =>
    fetch(...request).catch((error) => {
      failure ??= error;
      throw error;
    });
  try {
    pipe = await transformers.pipeline(entry.task, model, { device, dtype });
    installed = installation;
    if (entry.task === "feature-extraction") {
      await warmUp();
    }
  } catch (error) {
    if (device === "webgpu" && !failure) {
      throw OvenbirdError.from(error, "OB-WEBGPU");
    }
    throw OvenbirdError.from(failure ?? error, "OB-LOAD", { model });
  }
}

/** Compiles the shaders before the reader waits for them; finds drivers that compute nonsense. */
async function warmUp() {
  const [vector] = await embed(["ready"]);
  if (!vector.every(Number.isFinite) || vector.every((value) => value === 0)) {
    throw new Error("the first vector was not a number");
  }
}

/**
 * @param {string[]} texts
 * @returns {Promise<Float32Array[]>} one vector a text
 */
async function embed(texts) {
  const { pooling = "mean", normalize = true } = installed.entry;
  const vectors = [];
  try {
    for (let start = 0; start < texts.length; start += BATCH) {
      const output = await pipe(texts.slice(start, start + BATCH), { pooling, normalize });
      const [count, dimension] = output.dims;
      for (let row = 0; row < count; row++) {
        vectors.push(output.data.slice(row * dimension, (row + 1) * dimension));
      }
      output.dispose();
    }
  } catch (error) {
    throw OvenbirdError.from(error, "OB-RUN");
  }
  return vectors;
}
