import { offerReading } from "./offer-reading.js";

/** The script of every page of a site without models. */

offerReading();

// It knows of models, and is as large as all else that such a site needs together.
if (document.querySelector("ovenbird-storage")) {
  const { StorageElement } = await import("./storage-element.js");
  customElements.define("ovenbird-storage", StorageElement);
}
