import { OvenbirdError } from "./errors.js";
import { say } from "./say.js";
import { whenControlled } from "./when-controlled.js";

/** Who is asked to stop and has not done so after this time is in a step that cannot be interrupted. */
const STOP_MS = 500;

/**
 * Calls into an inference worker, each with a promise of its own. A worker that dies rejects all
 * that were waiting.
 */
export class WorkerChannel {
  #worker = startWorker();
  /** @type {Map<number, {resolve: Function, reject: Function, onProgress?: Function}>} */
  #waiting = new Map();
  #lastId = 0;
  #onLost;
  #onDeath;

  /**
   * @param {object} [listeners]
   * @param {(reason: string) => void} [listeners.onLost] the worker's graphics processor was lost
   * @param {(error: OvenbirdError) => void} [listeners.onDeath] the worker ended or does not stop;
   *     has to close the channel
   */
  constructor({ onLost, onDeath = (error) => this.close(error) } = {}) {
    this.#onLost = onLost;
    this.#onDeath = onDeath;
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      onDeath(new OvenbirdError("OB-WORKER", { reason: event.message || say("reason.start") }));
    });
    whenControlled().then((controlled) => this.#worker.postMessage({ controlled }));
  }

  /** Whether a call waits for its answer. */
  get busy() {
    return this.#waiting.size > 0;
  }

  /**
   * @param {string} verb one of inference-worker.js's
   * @param {any} argument
   * @param {{signal?: AbortSignal, onProgress?: (progress: any) => void}} [options]
   * @returns {Promise<any>}
   */
  call(verb, argument, { signal, onProgress } = {}) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker.postMessage({ id, verb, argument });
    });
    const stop = () => this.#stop(id);
    if (signal?.aborted) {
      stop();
    }
    signal?.addEventListener("abort", stop);
    return answer.finally(() => signal?.removeEventListener("abort", stop));
  }

  /** @param {OvenbirdError} reason what the calls that wait get */
  close(reason) {
    this.#worker.terminate();
    this.#waiting.forEach(({ reject }) => reject(reason));
    this.#waiting.clear();
  }

  #stop(id) {
    this.#worker.postMessage({ abort: id });
    setTimeout(() => {
      const call = this.#waiting.get(id);
      if (call) {
        this.#waiting.delete(id);
        const stopped = new OvenbirdError("OB-STOPPED");
        call.reject(stopped);
        this.#onDeath(stopped);
      }
    }, STOP_MS);
  }

  #receive({ id, result, error, progress, lost }) {
    if (lost !== undefined) {
      this.#onLost?.(lost);
      return;
    }
    const call = this.#waiting.get(id);
    if (!call) {
      return;
    }
    if (progress !== undefined) {
      call.onProgress?.(progress);
      return;
    }
    this.#waiting.delete(id);
    if (error) {
      call.reject(OvenbirdError.from(error));
    } else {
      call.resolve(result);
    }
  }
}

/**
 * A worker from a blob has the policy of the page that made it; one from an address would have none, as
 * a policy in a `<meta>` ends at the page, and could send a reader's words anywhere.
 * https://www.w3.org/TR/CSP3/#initialize-global-object-csp
 */
function startWorker() {
  const script = JSON.stringify(new URL("./inference-worker.js", import.meta.url).href);
  const blob = new Blob([`import ${script};`], { type: "text/javascript" });
  const url = URL.createObjectURL(blob);
  const worker = new Worker(url, { type: "module" });
  // Once it answers or fails, its script has been read.
  const revoke = () => URL.revokeObjectURL(url);
  worker.addEventListener("message", revoke, { once: true });
  worker.addEventListener("error", revoke, { once: true });
  return worker;
}
