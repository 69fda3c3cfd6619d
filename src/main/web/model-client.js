import { loadCatalog } from "./catalog.js";
import { DeviceChoice, suitableThreads } from "./device-choice.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { EngineEnded, engineFor, startEngine } from "./inference-engine.js";
import { findInstallation, removeInstallation } from "./installation.js";
import { wasmDevice } from "./probe-device.js";
import { forgetRuntime, hintedRuntime, hintRuntime } from "./runtime-hint.js";
import { say } from "./say.js";
import { forgetTests } from "./self-test-note.js";
import { explainSpill } from "./storage-space.js";
import { whenIdle } from "./when-idle.js";

/** How often something is begun anew because the worker it was in has ended. */
const ATTEMPTS = 3;
/** Moved elsewhere on the page, an element is gone for a moment. */
const UNUSED_MS = 10_000;
/** A page that nobody has looked at for so long gives its models' memory back. */
const HIDDEN_MS = 5 * 60_000;

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

/** `?device=wasm&dtype=q8&threads=1&runtime=asyncify` in the page's address, to compare by hand. */
function pageOption(name) {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

function pageOptions() {
  const threads = Number(pageOption("threads"));
  const device = pageOption("device");
  return { device, threads: threads > 0 ? threads : undefined, runtime: pageOption("runtime") };
}

/** Has the runtime that was used here before start, while it is looked up what to load with it. */
export function startAhead() {
  const { runtime: wanted, threads } = pageOptions();
  const hint = hintedRuntime();
  if (hint && !wanted) {
    startEngine({ runtime: hint.runtime, device: wasmDevice("", threads ?? hint.threads) });
  }
}

let hidden;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hidden);
  if (document.visibilityState === "hidden") {
    hidden = setTimeout(() => clients.forEach((client) => client.unload()), HIDDEN_MS);
  }
});

/**
 * Downloads, loads and runs one model in a worker, and tells of each change by a "change" event. What
 * fails on one device is done again on the next. A model whose worker has ended, or that was
 * unloaded, stays ready: its next use loads it again.
 *
 * @typedef {"idle" | "downloading" | "loading" | "ready" | "running" | "error"} State
 * @typedef {import("./installation.js").MeasuredInstallation} MeasuredInstallation
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
  #choice = new DeviceChoice(pageOptions());
  /** Where it is loaded, and what of it. */
  #engine;
  /** @type {MeasuredInstallation | undefined} */
  #installation;
  /** @type {Promise<any> | undefined} */
  #ready;
  /** Whether that is not decided yet. */
  #settling = false;
  #abort = new AbortController();
  #consent = false;
  /** One for each run that is under way. @type {Set<AbortController>} */
  #runs = new Set();
  /** Elements on the page that use it; undefined: there was none yet. @type {number | undefined} */
  #elements;

  constructor(model, only) {
    super();
    this.model = model;
    this.#only = only;
  }

  /** Whether it is in memory; if not, its next use loads it. */
  get loaded() {
    return this.#engine !== undefined;
  }

  /** Of the download, in whole percent; 100 as well once the model is ready. */
  get percent() {
    const { received, total } = this.progress;
    const done = this.state === "ready" || this.state === "running";
    return done ? 100 : total ? Math.floor((100 * received) / total) : 0;
  }

  /** @returns {Promise<MeasuredInstallation>} what to use on this device */
  installation() {
    return this.#find(() => this.#only);
  }

  /** The same for a list of all models: a dtype in the page's address may be another model's. */
  listed() {
    return this.#find((dtypes) => (Object.hasOwn(dtypes, this.#only ?? "") ? this.#only : undefined));
  }

  /** @param {(published: Record<string, any>) => string | undefined} wanted the only dtype to use */
  async #find(wanted) {
    const catalog = await loadCatalog();
    const device = await this.#choice.device(catalog.models[this.model]);
    const { runtime } = this.#choice;
    const dtype = wanted(catalog.models[this.model]?.dtypes ?? {});
    return findInstallation(catalog, this.model, { device, dtype, runtime });
  }

  /** The same, or an error if it does not run here. */
  async #runnable() {
    const found = await this.installation();
    assertRuns(found);
    return found;
  }

  /**
   * @param {object} [options]
   * @param {boolean} [options.consent] may download
   * @param {MeasuredInstallation} [options.found] what `installation` has found just now
   * @returns {Promise<{model: string, dtype: string, device: string}>}
   */
  ready({ consent = false, found } = {}) {
    this.#consent ||= consent;
    if (!this.#settling && !this.loaded) {
      this.#ready = undefined;
    }
    this.#ready ??= this.#settle((signal) =>
      this.#again(signal, async () => {
        const installation = found ?? (await this.#runnable());
        found = undefined;
        if (!installation.complete) {
          if (!this.#consent) {
            throw askFirst(installation);
          }
          await this.#download(installation, signal);
        }
        return this.#load(installation, signal);
      }),
    );
    return this.#ready;
  }

  /** Fetches the version that the site offers now and changes over to it once it is complete. */
  update() {
    this.#ready = this.#settle((signal) =>
      this.#again(signal, async () => {
        const found = await this.#runnable();
        const installation = found.successor ?? found;
        await this.#download(installation, signal);
        this.#release();
        return this.#load(installation, signal);
      }),
    );
    return this.#ready;
  }

  /**
   * @param {string[]} texts
   * @returns {Promise<Float32Array[]>}
   */
  embed(texts) {
    return this.run(texts);
  }

  /**
   * Runs the model once. When its device fails or is lost meanwhile, it is run on the next one.
   *
   * @param {any} input what its task takes, see run-task.js
   * @param {object} [settings]
   * @param {any} [settings.options] of the task
   * @param {AbortSignal} [settings.signal] stops this run and no other
   * @param {(progress: any) => void} [settings.onProgress] what the task tells before its result
   * @returns {Promise<any>}
   */
  async run(input, { options, signal, onProgress } = {}) {
    const stop = new AbortController();
    const either = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
    this.#runs.add(stop);
    try {
      return await this.#again(either, async () => {
        await this.ready();
        const engine = this.#engine;
        const installation = this.#installation;
        if (!engine) {
          throw new EngineEnded(new OvenbirdError("OB-WORKER", { reason: say("reason.ended") }));
        }
        const sent = { signal: either, onProgress };
        const answer = engine
          .call("run", installation, { input, options }, sent)
          .catch((error) => this.#giveUp(error, engine, installation));
        // What is told of it is drawn while the worker computes.
        this.#change({ state: "running", error: undefined });
        return answer;
      });
    } catch (error) {
      if (error.code !== "OB-STOPPED" && this.state === "running") {
        this.#fail(error);
      }
      throw error;
    } finally {
      this.#runs.delete(stop);
      if (this.state === "running" && this.#runs.size === 0) {
        this.#change({ state: "ready" });
        this.#unloadIfUnused();
      }
    }
  }

  /** Ends what is under way. What was downloaded and what is loaded stays. */
  stop() {
    this.#abort.abort();
    this.#runs.forEach((run) => run.abort());
    if (this.state === "loading") {
      this.progress = { received: 0, total: 0 };
      this.#fail(new OvenbirdError("OB-STOPPED"));
    }
  }

  /** Frees the memory of a model that is ready; its next use loads it from this device. */
  unload() {
    if (this.state === "ready") {
      this.#release();
    }
  }

  /** An element that uses the model has come to the page, or gone from it. */
  hold() {
    this.#elements = (this.#elements ?? 0) + 1;
  }

  letGo() {
    this.#elements--;
    this.#unloadIfUnused();
  }

  #unloadIfUnused() {
    if (this.#elements === 0) {
      setTimeout(() => this.#elements === 0 && this.unload(), UNUSED_MS);
    }
  }

  /** Removes the model from this device, in all dtypes. */
  async remove() {
    const users = [...clients.values()].filter((client) => client.model === this.model);
    for (const client of users) {
      client.#abort.abort();
      client.#runs.forEach((run) => run.abort());
      client.#release();
    }
    forgetRuntime();
    try {
      await removeInstallation(await loadCatalog(), this.model);
      await forgetTests(this.model);
    } finally {
      for (const client of users) {
        client.progress = { received: 0, total: 0 };
        client.#fail(new OvenbirdError("OB-STOPPED"));
      }
    }
  }

  /** The engine has ended: for another model's sake, or for this one's. */
  engineEnded() {
    this.#engine = undefined;
  }

  /** Runs what ends in a loaded model; what it throws becomes the state that elements show. */
  async #settle(action) {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#settling = true;
    try {
      const loaded = await action(signal);
      signal.throwIfAborted();
      this.#change({ state: "ready", error: undefined, ...loaded });
      return { model: this.model, dtype: loaded.dtype, device: loaded.device };
    } catch (cause) {
      const error = OvenbirdError.from(cause);
      if (signal === this.#abort.signal) {
        this.#fail(error);
      }
      throw error;
    } finally {
      if (signal === this.#abort.signal) {
        this.#settling = false;
      }
    }
  }

  /** Does something, and does it anew when it was on a device that failed, or its worker ended. */
  async #again(signal, action) {
    for (let attempt = 1; ; ) {
      try {
        return await action();
      } catch (error) {
        if (signal.aborted) {
          throw new OvenbirdError("OB-STOPPED");
        }
        // Each device can fail only once; a worker could end again and again. A load may also have been
        // stopped by somebody else who wanted the same.
        const ended = error instanceof EngineEnded || error.code === "OB-STOPPED";
        if (!(error instanceof NextDevice) && !(ended && ++attempt <= ATTEMPTS)) {
          throw error;
        }
        console.warn(error.message);
      }
    }
  }

  async #download(installation, signal) {
    const progress = { received: installation.stored, total: installation.total };
    this.#change({ state: "downloading", error: undefined, progress });
    const engine = engineFor(installation);
    const onProgress = (progress) => this.#change({ progress });
    await engine.download(installation, { signal, onProgress }).catch((error) => {
      engine.release(this);
      throw error;
    });
    const { spilled } = engine;
    this.spilled = spilled ? await explainSpill(spilled, installation.total) : "";
  }

  async #load(installation, signal) {
    this.#change({ state: "loading", error: undefined, device: "", dtype: "" });
    const engine = engineFor(installation);
    const { warm } = await engine
      .load(this, installation, signal)
      .catch((error) => this.#giveUp(error, engine, installation));
    this.#engine = engine;
    this.#installation = installation;
    if (!warm) {
      whenIdle(() => this.#warmUp(engine, installation));
    }
    const { dtype, device, runtime, entry } = installation;
    hintRuntime(runtime, suitableThreads(entry));
    return { dtype, device: device.device, note: device.note };
  }

  /** Compiles the shaders before the reader waits for them. */
  async #warmUp(engine, installation) {
    if (this.#engine !== engine || this.state !== "ready") {
      return;
    }
    try {
      await engine.call("warmUp", installation);
    } catch (error) {
      await this.#giveUp(error, engine, installation).catch(() => {});
      if (!(error instanceof EngineEnded) && this.state === "ready") {
        this.ready().catch(() => {});
      }
    }
  }

  /**
   * After a failure: leaves what is broken and says whether there is a device left.
   *
   * @throws {NextDevice} if there is; else the error
   */
  async #giveUp(error, engine, installation) {
    if (error instanceof EngineEnded) {
      throw error;
    }
    // Before others who used the engine choose anew.
    const more = this.#choice.next(error, installation);
    if (["OB-WEBGPU", "OB-LOAD", "OB-RUN", "OB-RUNTIME"].includes(error.code)) {
      engine.end(error);
    } else {
      this.engineEnded();
      engine.release(this);
    }
    if (more) {
      // What the reader has agreed to was another download.
      this.#consent = false;
      throw new NextDevice(error);
    }
    throw error;
  }

  #release() {
    const engine = this.#engine;
    this.engineEnded();
    engine?.release(this);
  }

  #fail(error) {
    this.#ready = undefined;
    this.#consent = false;
    this.#release();
    const asked = error.code === "OB-STOPPED" || error.code === "OB-CONSENT";
    const shown = asked ? { state: "idle", error: undefined } : { state: "error", error };
    this.#change({ ...shown, device: "", dtype: "" });
  }

  #change(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event("change"));
  }
}

/** A device that has failed, where there is another to try. */
class NextDevice extends OvenbirdError {
  constructor({ code, details }) {
    super(code, details);
  }
}

/** @param {MeasuredInstallation} installation */
export function assertRuns({ runs, entry: { title }, dtype, device: { note } }) {
  if (!runs) {
    throw new OvenbirdError("OB-DEVICE", { title, dtype, note });
  }
}

function askFirst({ model, total, stored }) {
  return new OvenbirdError("OB-CONSENT", { model, size: formatBytes(total - stored) });
}
