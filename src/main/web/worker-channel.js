import { OvenbirdError } from "./errors.js";

/**
 * Calls into an inference worker, each with a promise of its own. A worker that dies rejects all
 * that were waiting.
 */
export class WorkerChannel {
  #worker = startWorker();
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
