import { halfOfCores, probeDevice, wasmDevice } from "./probe-device.js";
import { say } from "./say.js";

/** Why no model of this page uses WebGPU any more, in words; empty while it may. */
let lost = "";

/** A graphics processor that was taken away once is left alone until the page is opened anew. */
export function loseWebGpu() {
  lost = say("device.lost");
}

/** Errors after which a model may work on another device, and what the reader is told of the first. */
const NOTES = {
  "OB-WEBGPU": say("device.failed"),
  "OB-RUN": say("device.failed"),
  "OB-WRONG": say("device.wrong"),
};

/**
 * Where a model is tried, best first: WebGPU, WebAssembly with threads, WebAssembly with one. A runtime
 * that does not start is tried without threads, then as it is built for older browsers. What has
 * failed for a model on this page is not tried again.
 */
export class DeviceChoice {
  #withoutWebGpu = "";
  #wanted;

  /**
   * @param {{device?: string, threads?: number, runtime?: string}} wanted by hand
   */
  constructor(wanted) {
    this.#wanted = wanted;
  }

  /**
   * @param {import("./catalog.js").ModelEntry} [entry] the model's, if the site has it
   * @returns {Promise<import("./probe-device.js").Device>} the best that has not failed
   */
  async device(entry) {
    const without = lost || this.#withoutWebGpu;
    const wanted = { ...this.#wanted, threads: this.#wanted.threads ?? suitableThreads(entry) };
    return without && wanted.device !== "wasm"
      ? wasmDevice(without, wanted.threads)
      : probeDevice(wanted);
  }

  /** The build of ONNX Runtime to use; undefined: the best for this browser. */
  get runtime() {
    return this.#wanted.runtime;
  }

  /**
   * Takes note of a failure.
   *
   * @param {import("./errors.js").OvenbirdError} error
   * @param {import("./installation.js").Installation} installation with which it happened
   * @returns {boolean} whether there is something else to try
   */
  next({ code }, { device, runtime }) {
    if (device.device === "webgpu" && code in NOTES) {
      this.#withoutWebGpu ||= NOTES[code];
      return true;
    }
    const notStarted = code === "OB-RUNTIME";
    if (device.threads > 1 && (notStarted || code === "OB-WRONG")) {
      this.#wanted = { ...this.#wanted, threads: 1 };
      return true;
    }
    if (notStarted && runtime.wasm.includes(".jspi.")) {
      this.#wanted = { ...this.#wanted, runtime: "asyncify" };
      return true;
    }
    return false;
  }
}

/**
 * A language model computes one token at a time, and each of its layers waits for all threads. With one for
 * every core of few, whatever else runs holds all of them up.
 *
 * @param {import("./catalog.js").ModelEntry} [entry]
 * @returns {number | undefined} undefined: as many as the device has
 */
export function suitableThreads(entry) {
  return entry?.task === "text-generation" ? halfOfCores() : undefined;
}
