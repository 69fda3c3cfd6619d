import { loadCatalog } from "./catalog.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { findInstallation, removeInstallation } from "./installation.js";
import { probeDevice, wasmDevice } from "./probe-device.js";
import { explainSpill } from "./storage-space.js";
import { WorkerChannel } from "./worker-channel.js";

/** @type {Map<string, ModelClient>} */
const clients = new Map();

/**
 * The page's one client of a model, which all elements that use it share; one for each dtype that is
 * asked for by name.
 *
 * @param {string} model
 * @param {string | null} [dtype] the one that suits the device if absent
 * @returns {ModelClient}
 */
export function modelClient(model, dtype) {
  const wanted = dtype || pageOption("dtype");
  const key = JSON.stringify([model, wanted]);
  if (!clients.has(key)) {
    clients.set(key, new ModelClient(model, wanted));
  }
  return clients.get(key);
}

/**
 * @param {string} model
 * @returns {ModelClient | undefined} a client of the model, in whatever dtype, that is not idle
 */
export function busyClient(model) {
  return [...clients.values()].find((client) => client.model === model && client.state !== "idle");
}

/** `?device=wasm&dtype=q8` in the page's address, for comparing and for tests. */
function pageOption(name) {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

/**
 * Downloads, loads and runs one model in a worker, and tells of each change by a "change" event.
 *
 * @typedef {"idle" | "downloading" | "loading" | "ready" | "running" | "error"} State
 */
class ModelClient extends EventTarget {
  /** Its name. @type {string} */
  model;
  /** @type {State} */
  state = "idle";
  /** Bytes of the download under way or of the last one. */
  progress = { received: 0, total: 0 };
  /** @type {"webgpu" | "wasm" | ""} */
  device = "";
  dtype = "";
  /** Why it does not run on WebGPU, in words. */
  note = "";
  /** Why it is not kept for the next visit, in words; empty if it is. */
  spilled = "";
  /** @type {OvenbirdError | undefined} */
  error;

  /** The only dtype to use, if there is one. */
  #only;
  /** Whether WebGPU has failed on this page. */
  #withoutWebGpu = false;
  /** @type {WorkerChannel | undefined} */
  #channel;
  /** @type {Promise<any> | undefined} */
  #ready;
  #abort = new AbortController();
  #consent = false;
  /** Calls to `embed` that are under way. */
  #runs = 0;

  constructor(model, only) {
    super();
    this.model = model;
    this.#only = only;
  }

  /** @returns {Promise<import("./installation.js").MeasuredInstallation>} what to use on this device */
  async installation() {
    const device = this.#withoutWebGpu
      ? wasmDevice("WebGPU failed here")
      : await probeDevice(pageOption("device"));
    return findInstallation(await loadCatalog(), this.model, { device, dtype: this.#only });
  }

  /** The same, or an error if it does not run here. */
  async #runnable() {
    const found = await this.installation();
    assertRuns(found);
    return found;
  }

  /**
   * @param {{consent?: boolean}} [options] consent: may download
   * @returns {Promise<{model: string, dtype: string, device: string}>}
   */
  ready({ consent = false } = {}) {
    this.#consent ||= consent;
    this.#ready ??= this.#settle(async () => {
      const installation = await this.#runnable();
      if (!installation.complete) {
        if (!this.#consent) {
          throw askFirst(installation);
        }
        await this.#download(installation);
      }
      return this.#load(installation);
    });
    return this.#ready;
  }

  /** Fetches the version that the site offers now and changes over to it once it is complete. */
  update() {
    this.#ready = this.#settle(async () => {
      const found = await this.#runnable();
      const installation = found.successor ?? found;
      await this.#download(installation);
      this.#close();
      return this.#load(installation);
    });
    return this.#ready;
  }

  /**
   * @param {string[]} texts
   * @returns {Promise<Float32Array[]>}
   */
  async embed(texts) {
    await this.ready();
    const channel = this.#channel;
    this.#runs++;
    this.#change({ state: "running", error: undefined });
    try {
      const vectors = await channel.call("embed", texts);
      this.#runs--;
      this.#change({ state: this.#runs ? "running" : "ready" });
      return vectors;
    } catch (error) {
      // After one failed run, Transformers.js's queue rejects all others: begin with a new worker.
      if (channel === this.#channel) {
        this.#fail(error);
      }
      throw error;
    }
  }

  /** Ends what is under way. What was downloaded stays; a model that was computing loads again. */
  stop() {
    const wasRunning = this.state === "running";
    this.#abort.abort();
    if (this.state !== "downloading") {
      this.progress = { received: 0, total: 0 };
      this.#fail(new OvenbirdError("OB-STOPPED"));
    }
    if (wasRunning) {
      this.ready().catch(() => {});
    }
  }

  /** Removes the model from this device, in all dtypes. */
  async remove() {
    const users = [...clients.values()].filter((client) => client.model === this.model);
    for (const client of users) {
      client.#abort.abort();
      client.#close();
    }
    try {
      await removeInstallation(await loadCatalog(), this.model);
    } finally {
      for (const client of users) {
        client.progress = { received: 0, total: 0 };
        client.#fail(new OvenbirdError("OB-STOPPED"));
      }
    }
  }

  /** Runs what ends in a loaded model; what it throws becomes the state that elements show. */
  async #settle(action) {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const loaded = await action();
      signal.throwIfAborted();
      this.#change({ state: "ready", error: undefined, ...loaded });
      return { model: this.model, dtype: loaded.dtype, device: loaded.device };
    } catch (cause) {
      const error = OvenbirdError.from(cause);
      if (signal === this.#abort.signal) {
        this.#fail(error);
      }
      throw error;
    }
  }

  async #download(installation) {
    const progress = { received: installation.stored, total: installation.total };
    this.#change({ state: "downloading", error: undefined, progress });
    const { spilled } = await this.#worker().call("download", plain(installation), {
      signal: this.#abort.signal,
      onProgress: (progress) => this.#change({ progress }),
    });
    this.spilled = spilled ? await explainSpill(spilled, installation.total) : "";
  }

  async #load(installation) {
    this.#change({ state: "loading", error: undefined });
    try {
      await this.#worker().call("load", plain(installation));
      return loaded(installation);
    } catch (error) {
      if (error.code !== "OB-WEBGPU") {
        throw error;
      }
      console.warn(error.message);
    }
    // A session that failed leaves Transformers.js's queue rejected: WASM needs a new worker.
    this.#close();
    this.#withoutWebGpu = true;
    const onWasm = await this.#runnable();
    if (!onWasm.complete) {
      // What the reader has agreed to was another download.
      throw askFirst(onWasm);
    }
    await this.#worker().call("load", plain(onWasm));
    return loaded(onWasm);
  }

  #worker() {
    this.#channel ??= new WorkerChannel();
    return this.#channel;
  }

  #close(reason = new OvenbirdError("OB-STOPPED")) {
    this.#channel?.close(reason);
    this.#channel = undefined;
  }

  #fail(error) {
    this.#ready = undefined;
    this.#consent = false;
    this.#runs = 0;
    this.#close(error);
    const asked = error.code === "OB-STOPPED" || error.code === "OB-CONSENT";
    const shown = asked ? { state: "idle", error: undefined } : { state: "error", error };
    this.#change({ ...shown, device: "", dtype: "" });
  }

  #change(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event("change"));
  }
}

/** What the worker needs, and no more than postMessage can carry. */
function plain({ model, entry, runtime, dtype, device }) {
  return { model, entry, runtime, dtype, device };
}

/** What elements show of it. */
function loaded({ dtype, device: { device, note } }) {
  return { dtype, device, note };
}

/** @param {import("./installation.js").MeasuredInstallation} installation */
export function assertRuns({ runs, entry: { title }, dtype, device: { note } }) {
  if (!runs) {
    throw new OvenbirdError("OB-DEVICE", { title, dtype, note });
  }
}

function askFirst({ model, total, stored }) {
  return new OvenbirdError("OB-CONSENT", { model, size: formatBytes(total - stored) });
}
