import { offerSearch } from "./offer-search.js";
import { registerServiceWorker } from "./register-service-worker.js";
import { SearchElement } from "./search-element.js";

/** What every page offers its readers, with models or without: a search, itself offline, its code. */
export async function offerReading() {
  customElements.define("ovenbird-search", SearchElement);
  offerSearch();
  registerServiceWorker();
  if (document.querySelector("figure.code")) {
    const { addCopyButtons } = await import("./add-copy-buttons.js");
    addCopyButtons();
  }
}
