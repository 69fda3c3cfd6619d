import { OvenbirdError } from "./errors.js";

/**
 * Calls into an inference worker, each with a promise of its own. A worker that dies rejects all
 * that were waiting.
 */
export class WorkerChannel {
  #worker = new Worker(new URL("./inference-worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, {resolve: Function, reject: Function, onProgress?: Function}>} */
  #waiting = new Map();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.close(new OvenbirdError("OB-WORKER", { reason: event.message || "it did not start" }));
    });
  }

  /**
   * @param {string} verb one of inference-worker.js's
   * @param {any} argument
   * @param {{signal?: AbortSignal, onProgress?: (progress: any) => void}} [options]
   * @returns {Promise<any>}
   */
  call(verb, argument, { signal, onProgress } = {}) {
    const id = ++this.#lastId;
    signal?.addEventListener("abort", () => this.#worker.postMessage({ abort: id }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker.postMessage({ id, verb, argument });
    });
  }

  /** @param {OvenbirdError} reason what the calls that wait get */
  close(reason) {
    this.#worker.terminate();
    this.#waiting.forEach(({ reject }) => reject(reason));
    this.#waiting.clear();
  }

  #receive({ id, result, error, progress }) {
    const call = this.#waiting.get(id);
    if (!call) {
      return;
    }
    if (progress) {
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
