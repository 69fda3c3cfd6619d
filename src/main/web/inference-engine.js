import { loseWebGpu } from "./device-choice.js";
import { OvenbirdError } from "./errors.js";
import { WorkerChannel } from "./worker-channel.js";

/** So long after its start, a worker is in use or in the way. */
const UNUSED_MS = 10_000;

/** @type {Map<string, InferenceEngine>} those that live, by what they run */
const engines = new Map();

/**
 * The worker for an installation: all models of the page that use the same build of ONNX Runtime with
 * as many threads share it.
 *
 * @param {import("./installation.js").Installation} installation
 * @returns {InferenceEngine}
 */
export function engineFor({ runtime, device }) {
  const key = JSON.stringify([runtime.pack, device.threads]);
  if (!engines.has(key)) {
    engines.set(key, new InferenceEngine(() => engines.delete(key)));
  }
  return engines.get(key);
}

/**
 * Has a worker start that is likely to be wanted; one that is not ends.
 *
 * @param {Pick<import("./installation.js").Installation, "runtime" | "device">} installation
 */
export function startEngine({ runtime, device }) {
  const engine = engineFor({ runtime, device });
  engine.start({ runtime, device });
  setTimeout(() => engine.endIfUnused(), UNUSED_MS);
}

/**
 * One worker, from its start to its end, with one ONNX Runtime in it.
 *
 * @typedef {{engineEnded: () => void}} User told when what it has loaded here is gone
 */
class InferenceEngine {
  /** Why what was downloaded is in the worker's memory only; empty if it is kept. */
  spilled = "";

  #channel = new WorkerChannel({
    onLost: (reason) => {
      loseWebGpu();
      this.end(new OvenbirdError("OB-LOST", { reason }));
    },
    onDeath: (error) => this.end(error),
  });
  /** What is loaded, or on its way: one session, whoever uses it.
   *  @type {Map<string, {users: Set<User>, loaded: Promise<any>}>} */
  #sessions = new Map();
  #onEnd;

  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  start(installation) {
    this.#channel.call("start", installation).catch(() => {});
  }

  /**
   * @param {import("./installation.js").Installation} installation
   * @param {{signal: AbortSignal, onProgress: (progress: any) => void}} options
   */
  async download(installation, options) {
    const { spilled } = await this.#channel.call("download", plain(installation), options);
    this.spilled = spilled;
  }

  /**
   * @param {User} user
   * @param {import("./installation.js").Installation} installation
   * @param {AbortSignal} signal
   * @returns {Promise<{warm: boolean}>} whether it has computed something already
   */
  async load(user, installation, signal) {
    const key = keyOf(installation);
    let session = this.#sessions.get(key);
    if (!session) {
      const loaded = this.#channel.call("load", { key, installation: plain(installation) }, { signal });
      session = { users: new Set(), loaded };
      this.#sessions.set(key, session);
      const forget = () => this.#sessions.get(key) === session && this.#sessions.delete(key);
      signal.addEventListener("abort", forget);
      loaded.catch(forget).finally(() => signal.removeEventListener("abort", forget));
    }
    session.users.add(user);
    return session.loaded;
  }

  /**
   * @param {"run" | "warmUp"} verb
   * @param {import("./installation.js").Installation} installation that is loaded
   * @param {{input?: any, options?: any}} [argument]
   * @param {{signal?: AbortSignal, onProgress?: (progress: any) => void}} [options]
   */
  call(verb, installation, argument, options) {
    return this.#channel.call(verb, { key: keyOf(installation), ...argument }, options);
  }

  /**
   * Frees the memory of a model that nobody else uses; with the last one, that of the runtime, too,
   * as WebAssembly's memory only ever grows.
   *
   * @param {User} user
   */
  release(user) {
    const freed = [...this.#sessions.keys()].filter((key) => {
      const { users } = this.#sessions.get(key);
      return users.delete(user) && users.size === 0;
    });
    freed.forEach((key) => this.#sessions.delete(key));
    if (!this.endIfUnused()) {
      const unloaded = freed.map((key) => this.#channel.call("unload", { key }));
      Promise.allSettled(unloaded).then(() => this.endIfUnused());
    }
  }

  endIfUnused() {
    const unused = this.#sessions.size === 0 && !this.spilled && !this.#channel.busy;
    if (unused) {
      this.end(new OvenbirdError("OB-STOPPED"));
    }
    return unused;
  }

  /**
   * Ends the worker, with whatever is under way in it: after one failed run or session,
   * Transformers.js's queues reject all others. Calls for other models can be made again elsewhere.
   *
   * @param {OvenbirdError} cause
   */
  end(cause) {
    this.#onEnd();
    const users = new Set([...this.#sessions.values()].flatMap((session) => [...session.users]));
    this.#sessions.clear();
    users.forEach((user) => user.engineEnded());
    this.#channel.close(new EngineEnded(cause));
  }
}

/** What calls get that were under way when their worker ended for no fault of theirs. */
export class EngineEnded extends OvenbirdError {
  /** @param {OvenbirdError} cause */
  constructor({ code, details }) {
    super(code, details);
  }
}

function keyOf({ model, dtype, device, entry }) {
  return JSON.stringify([model, dtype, device.device, entry.pack]);
}

/** What the worker needs, and no more than postMessage can carry. */
function plain({ model, entry, runtime, dtype, device }) {
  return { model, entry, runtime, dtype, device };
}
