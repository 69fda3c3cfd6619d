import { loadCatalog } from "./catalog.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { currentInstallation, findInstallation, removeInstallation } from "./installation.js";
import { WorkerChannel } from "./worker-channel.js";

/** @type {Map<string, ModelClient>} */
const clients = new Map();

/**
 * The page's one client of a model, which all elements that use it share.
 *
 * @param {string} model
 * @returns {ModelClient}
 */
export function modelClient(model) {
  if (!clients.has(model)) {
    clients.set(model, new ModelClient(model));
  }
  return clients.get(model);
}

/**
 * Downloads, loads and runs one model in a worker, and tells of each change by a "change" event.
 *
 * @typedef {"idle" | "downloading" | "loading" | "ready" | "running" | "error"} State
 */
class ModelClient extends EventTarget {
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

  #model;
  /** @type {WorkerChannel | undefined} */
  #channel;
  /** @type {Promise<any> | undefined} */
  #ready;
  #abort = new AbortController();
  #consent = false;
  /** Calls to `embed` that are under way. */
  #runs = 0;

  constructor(model) {
    super();
    this.#model = model;
  }

  /** @returns {Promise<import("./installation.js").MeasuredInstallation>} */
  async installation() {
    return findInstallation(await loadCatalog(), this.#model);
  }

  /**
   * @param {{consent?: boolean}} [options] consent: may download
   * @returns {Promise<{model: string, dtype: string, device: string}>}
   */
  ready({ consent = false } = {}) {
    this.#consent ||= consent;
    this.#ready ??= this.#settle(async () => {
      let installation = await this.installation();
      if (!installation.complete) {
        if (!this.#consent) {
          const size = formatBytes(installation.total - installation.stored);
          throw new OvenbirdError("OB-CONSENT", { model: this.#model, size });
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
      const installation = currentInstallation(await loadCatalog(), this.#model);
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

  async remove() {
    this.#abort.abort();
    this.#close();
    try {
      await removeInstallation(await loadCatalog(), this.#model);
    } finally {
      this.progress = { received: 0, total: 0 };
      this.#fail(new OvenbirdError("OB-STOPPED"));
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
      return { model: this.#model, dtype: loaded.dtype, device: loaded.device };
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
    this.spilled = spilled ? await spilledNote(installation) : "";
  }

  async #load(installation) {
    this.#change({ state: "loading", error: undefined });
    const argument = { installation: plain(installation), device: forcedDevice() };
    try {
      return await this.#worker().call("load", argument);
    } catch (error) {
      if (error.code !== "OB-WEBGPU") {
        throw error;
      }
      // A session that failed leaves Transformers.js's queue rejected: WASM needs a new worker.
      this.#close();
      const loaded = await this.#worker().call("load", { ...argument, device: "wasm" });
      console.warn(error.message);
      return { ...loaded, note: "WebGPU failed here" };
    }
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
    this.#change({ state: asked ? "idle" : "error", error: asked ? undefined : error, device: "" });
  }

  #change(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event("change"));
  }
}

/** What the worker needs, and no more than postMessage can carry. */
function plain({ model, entry, runtime }) {
  return { model, entry, runtime };
}

/** `?device=wasm` in the page's address, for comparing and for tests. */
function forcedDevice() {
  return new URLSearchParams(location.search).get("device") ?? undefined;
}

async function spilledNote({ total }) {
  if (!navigator.storage) {
    return "the browser stores nothing for an address without https";
  }
  const { quota, usage } = await navigator.storage.estimate();
  return (
    `the browser has no room for ${formatBytes(total)}; ${formatBytes(usage)} of ` +
    `${formatBytes(quota)} are in use`
  );
}
