import { loadCatalog } from "./catalog.js";
import { downloadInstallation } from "./download-installation.js";
import { OvenbirdError } from "./errors.js";
import { holdFiles } from "./hold-files.js";
import { collectUnused } from "./installation.js";
import { loadTransformers, pipeline } from "./load-transformers.js";
import { openCache } from "./open-cache.js";
import { runTask } from "./run-task.js";
import { noteTested, wasTested } from "./self-test-note.js";
import { selfTest } from "./self-test.js";
import { forgetAhead, readSoon, status } from "./shard-store.js";
import { watchDevice } from "./watch-device.js";
import { tellControlled } from "./when-controlled.js";

/**
 * The thread in which models run. The page sends {id, verb, argument} and gets back one {id, result} or
 * {id, error}; in between come {id, progress}, and {abort: id} asks to end early. {controlled} tells whether a
 * service worker answers requests from here; {lost} says that the graphics processor is gone, and with
 * it all that was computed there.
 *
 * @typedef {import("./installation.js").Installation} Installation
 */

const PROGRESS_INTERVAL_MS = 100;
const LOST_MS = 200;

/** @type {Map<number, AbortController>} */
const running = new Map();

/** The Transformers.js pipelines that are loaded. @type {Map<string, {pipe: any, installation: Installation}>} */
const models = new Map();

/** ONNX Runtime does one thing at a time. */
let queue = Promise.resolve();

const verbs = {
  start,
  download,
  load: inTurn(load),
  warmUp: inTurn(warmUp),
  run: inTurn(run),
  unload: inTurn(unload),
};

self.addEventListener("message", async ({ data: { id, verb, argument, abort, controlled } }) => {
  if (controlled !== undefined) {
    tellControlled(controlled);
    return;
  }
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

function inTurn(verb) {
  return (argument, signal, report) => {
    const turn = queue.then(() => {
      signal.throwIfAborted();
      return verb(argument, signal, report);
    });
    queue = turn.catch(() => {});
    return turn;
  };
}

/**
 * Starts the runtime while the page finds out what to load with it.
 *
 * @param {Pick<Installation, "runtime" | "device">} installation
 */
async function start(installation) {
  const [{ stored, total }] = await status(installation.runtime.pack, [undefined]);
  if (stored === total) {
    await loadTransformers(installation);
  }
}

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
  // The runtime comes first and starts while the model is on its way; `load` tells if it cannot.
  const onRuntime = () => void loadTransformers(installation).catch(() => {});
  await downloadInstallation(installation, { signal, onProgress, onRuntime });
  await collectUnused(await loadCatalog());
  return { spilled: openCache("shards").spilled };
}

/**
 * @param {{key: string, installation: Installation}} argument
 * @param {AbortSignal} signal
 * @returns {Promise<{warm: boolean}>} whether it has computed something already
 */
async function load({ key, installation }, signal) {
  const { model, entry, dtype } = installation;
  const { device } = installation.device;
  const runtime = loadTransformers(installation);
  readSoon(entry.pack, entry.dtypes[dtype].files);
  const transformers = await runtime.catch((error) => {
    forgetAhead();
    throw OvenbirdError.from(error, "OB-RUNTIME");
  });
  const freeFiles = holdFiles(transformers.env);
  try {
    const done = device === "wasm" && entry.dtypes[dtype].optimized;
    const session_options = done ? { graphOptimizationLevel: "disabled" } : {};
    const options = { device, dtype, session_options };
    const pipe = await pipeline(entry.task, model, options);
    models.set(key, { pipe, installation });
    if (device === "webgpu") {
      watchDevice(transformers.env.backends.onnx.webgpu.device, onLost);
    }
    signal.throwIfAborted();
    const tested = await wasTested(installation);
    return { warm: !tested && (await test(key)) };
  } catch (error) {
    await unload({ key });
    if (signal.aborted) {
      throw error;
    }
    // A file that could not be had says so itself.
    throw OvenbirdError.from(error, device === "webgpu" ? "OB-WEBGPU" : "OB-LOAD", { model });
  } finally {
    freeFiles();
    forgetAhead();
  }
}

/** Without a model on it, ONNX Runtime gives the graphics processor back itself. */
function onLost(lost) {
  if ([...models.values()].some(isOnWebGpu)) {
    self.postMessage({ lost });
  }
}

function isOnWebGpu({ installation }) {
  return installation.device.device === "webgpu";
}

/** Compiles the shaders before the reader waits for them, and sees whether they still compute rightly. */
async function warmUp({ key }) {
  await test(key);
}

/** @returns {Promise<boolean>} whether there was something to compute */
async function test(key) {
  const { pipe, installation } = models.get(key);
  const { entry, dtype } = installation;
  const known = entry.dtypes[dtype].selfTest;
  const session = pipe.model.sessions?.model;
  if (!known || !session) {
    return false;
  }
  const right = await selfTest(session, await ortTensor(), known);
  if (right !== undefined) {
    await noteTested(installation, right);
  }
  if (right === false) {
    throw new OvenbirdError("OB-WRONG", { title: entry.title });
  }
  return right !== undefined;
}

/** ONNX Runtime's own tensors, which Transformers.js wraps. */
async function ortTensor() {
  const { Tensor } = await loadTransformers();
  return new Tensor("float32", [0], [1]).ort_tensor.constructor;
}

/**
 * @param {{key: string, input: any, options?: Record<string, any>}} argument
 * @param {AbortSignal} signal
 * @param {(progress: any) => void} report
 */
async function run({ key, input, options = {} }, signal, report) {
  const { pipe, installation } = models.get(key);
  const { entry } = installation;
  try {
    return await runTask(pipe, input, options, { signal, report, entry });
  } catch (error) {
    if (isOnWebGpu({ installation })) {
      // If that is because the processor was lost, its own message, which says so, goes first.
      await new Promise((resolve) => setTimeout(resolve, LOST_MS));
    }
    throw OvenbirdError.from(error, "OB-RUN");
  }
}

/** @param {{key: string}} argument */
async function unload({ key }) {
  const { pipe } = models.get(key) ?? {};
  models.delete(key);
  await pipe?.dispose();
}
