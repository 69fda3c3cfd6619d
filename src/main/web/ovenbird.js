import { loadCatalog } from "./catalog.js";
import { ChatElement } from "./chat-element.js";
import { MeaningElement } from "./meaning-element.js";
import { busyClient, modelClient, startAhead } from "./model-client.js";
import { offerReading } from "./offer-reading.js";
import { SimilarityElement } from "./similarity-element.js";
import { StorageElement } from "./storage-element.js";
import { watchState } from "./watch-state.js";

/**
 * The script of every page of a site with models: the elements, `window.ovenbird` for the page's own
 * scripts, and what every page offers its readers.
 */

// What loads its model as soon as it is on the page.
if (document.querySelector("ovenbird-chat, ovenbird-similarity")) {
  startAhead();
}

window.ovenbird = {
  /**
   * Downloads (with `consent`, if needed) and loads a model.
   *
   * @param {string} model its folder in `models/`
   * @param {object} [options]
   * @param {boolean} [options.consent] the reader has agreed to the download; without, one that is
   *     needed is the error OB-CONSENT
   * @param {string} [options.dtype] in this one and not in the one that suits the device
   * @returns {Promise<{model: string, dtype: string, device: "webgpu" | "wasm"}>}
   * @throws {import("./errors.js").OvenbirdError} with `code` and a sentence for the reader
   */
  ready: (model, { consent, dtype } = {}) => modelClient(model, dtype).ready({ consent }),

  /**
   * Runs a model once, in the worker that it shares with the page's elements; loads it first, if it is
   * on this device. If the graphics processor fails meanwhile, the answer comes from the processor.
   *
   * @param {string} model
   * @param {any} input what its task takes: texts, messages of a chat, or an image as a Blob
   * @param {object} [options] of Transformers.js's pipeline for the task, and
   * @param {string} [options.dtype]
   * @param {AbortSignal} [options.signal] stops this run
   * @param {(progress: any) => void} [options.onProgress] what a long task tells before its result
   * @returns {Promise<any>} of feature-extraction a Float32Array for each text; of text-generation
   *     {text, tokens, tokensPerSecond, stopped, dropped, excess}; else what Transformers.js gives, its
   *     tensors as {dims, data}
   */
  run: (model, input, { dtype, signal, onProgress, ...options } = {}) =>
    modelClient(model, dtype).run(input, { options, signal, onProgress }),

  /**
   * @returns {Promise<Record<string, {stored: number, total: number, state: string, loaded: boolean,
   *     device: string, dtype: string}>>} for each model: bytes on this device and in all, runtime
   *     included; whether it is in memory now; the dtype in use or else the one that would be used
   *     here, of which the bytes are
   */
  async status() {
    const { models } = await loadCatalog();
    const entries = Object.keys(models).map(async (model) => {
      const client = busyClient(model) ?? modelClient(model);
      const { stored, total, dtype } = await client.listed();
      const { state, loaded, device } = client;
      return [model, { stored, total, state, loaded, device, dtype: client.dtype || dtype }];
    });
    return Object.fromEntries(await Promise.all(entries));
  },

  /**
   * Deletes a model's files from this device, in all dtypes.
   *
   * @param {string} model
   * @returns {Promise<void>}
   */
  remove: (model) => modelClient(model).remove(),

  /**
   * Tells of a model's state, at once and after each change.
   *
   * @param {string} model
   * @param {(state: import("./watch-state.js").ModelState) => void} listener
   * @param {{dtype?: string}} [options]
   * @returns {() => void} ends it
   */
  onState: (model, listener, { dtype } = {}) => watchState(modelClient(model, dtype), listener),
};

customElements.define("ovenbird-chat", ChatElement);
customElements.define("ovenbird-similarity", SimilarityElement);
customElements.define("ovenbird-meaning", MeaningElement);
customElements.define("ovenbird-storage", StorageElement);

offerReading();
