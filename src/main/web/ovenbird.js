import { loadCatalog } from "./catalog.js";
import { busyClient, modelClient } from "./model-client.js";
import { registerServiceWorker } from "./register-service-worker.js";
import { SearchElement } from "./search-element.js";
import { SimilarityElement } from "./similarity-element.js";
import { StorageElement } from "./storage-element.js";

/**
 * The script of every page: the elements, `window.ovenbird` for the page's own scripts, and the
 * service worker that makes the site work without a network.
 */

window.ovenbird = {
  /**
   * Downloads (with `{consent: true}`, if needed) and loads; → {model, dtype, device}. With `dtype`,
   * in this one and not in the one that suits the device.
   */
  ready: (model, options) => modelClient(model, options?.dtype).ready(options),

  /**
   * → per model: {stored, total} in bytes, runtime included; state; device; dtype, the one in use or
   * else the one that would be used here, of which the bytes are.
   */
  async status() {
    const { models } = await loadCatalog();
    const entries = Object.keys(models).map(async (model) => {
      const client = busyClient(model) ?? modelClient(model);
      const { stored, total, dtype } = await client.installation();
      const { state, device } = client;
      return [model, { stored, total, state, device, dtype: client.dtype || dtype }];
    });
    return Object.fromEntries(await Promise.all(entries));
  },

  /** Deletes a model's files from this device. */
  remove: (model) => modelClient(model).remove(),
};

customElements.define("ovenbird-similarity", SimilarityElement);
customElements.define("ovenbird-search", SearchElement);
customElements.define("ovenbird-storage", StorageElement);

registerServiceWorker();
