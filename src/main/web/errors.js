/**
 * Every sentence that a reader can meet when something goes wrong: what happened, what became of
 * their data, and the way out. The code is what they can quote to the author.
 *
 * @type {Record<string, (details: any) => string>}
 */
const sentences = {
  "OB-NETWORK": ({ file }) =>
    `The site could not be reached for ${file}. What has arrived is kept. ` +
    "Check the connection, then try again.",
  "OB-HTTP": ({ file, status }) =>
    `The server answered ${status} for ${file}. What has arrived is kept. ` +
    "Reload the page: the site may have changed since you opened it. If it stays, try later.",
  "OB-LENGTH": ({ file, expected, received }) =>
    `Of ${file}, ${expected} bytes were due and ${received} arrived. They were not kept. ` +
    "Try again.",
  "OB-HASH": ({ file }) =>
    `What arrived as ${file} is not what was published. It was not kept. Try again; if it stays, ` +
    "something between you and the site changes its files.",
  "OB-DAMAGED": ({ file }) =>
    `A part of ${file} was damaged on this device, so it was removed; the rest is kept. ` +
    "Connect to the network and try again: only that part is fetched.",
  "OB-MISSING": ({ file }) =>
    `${file} is no longer complete on this device: the browser may have made room. What is left ` +
    "is kept. Connect to the network and download the rest.",
  "OB-MANIFEST": ({ file }) =>
    `What arrived as ${file}, the list of a model's parts, is not what was published. It was not ` +
    "kept. Reload the page; if it stays, something between you and the site changes its files.",
  "OB-ENCODING": ({ encoding }) =>
    `The model's parts are stored in a way that this page does not know (${encoding}). ` +
    "Reload the page: the site has changed since you opened it.",
  "OB-CATALOG": () =>
    "The list of this site's models cannot be read. Check the connection, then try again.",
  "OB-MODEL": ({ model }) =>
    `This site has no model named "${model}". That is the page's mistake, not yours.`,
  "OB-DTYPE": ({ model, dtype, published }) =>
    `This site has "${model}" as ${published}, and not as ${dtype}. ` +
    "That is the page's mistake, not yours.",
  "OB-DEVICE": ({ title, dtype, note }) =>
    `${title} does not run on this device as ${dtype}${note ? ` (${note})` : ""}. ` +
    "It needs WebGPU: try another browser or another device.",
  "OB-CONSENT": ({ model, size }) =>
    `"${model}" is not on this device yet. ${size} would have to be downloaded: agree first.`,
  "OB-RUNTIME": ({ reason }) =>
    `The part that computes could not be started (${reason}). Try again, or use a current browser.`,
  "OB-WEBGPU": ({ reason }) => `The graphics processor could not run the model (${reason}).`,
  "OB-LOST": ({ reason }) =>
    `The graphics processor was lost (${reason}). Try again: the processor is used instead.`,
  "OB-WRONG": ({ title }) =>
    `${title} computes wrong results with everything that this browser has to offer, so it is not ` +
    "used here. Update the browser and the graphics driver, or try another device.",
  "OB-LOAD": ({ model, reason }) =>
    `"${model}" could not be loaded (${reason}). Try again; closing other tabs frees memory.`,
  "OB-RUN": ({ reason }) =>
    `The model stopped in the middle of its work (${reason}). Try again with less text.`,
  "OB-WORKER": ({ reason }) =>
    `The model's own process ended (${reason}); most often the memory was used up. ` +
    "Close other tabs, then try again.",
  "OB-INDEX": ({ reason }) => `The search index cannot be read (${reason}). Try again.`,
  "OB-INPUT": ({ hint }) => hint,
  "OB-STOPPED": () => "Stopped.",
  "OB-UNKNOWN": ({ reason }) => `Something unexpected happened (${reason}). Try again.`,
};

/** An error with a code that stays the same and a sentence for the reader. */
export class OvenbirdError extends Error {
  /**
   * @param {string} code one of the catalogue's
   * @param {Record<string, any>} [details] what the sentence needs; must survive postMessage
   */
  constructor(code, details = {}) {
    super(sentences[code](details));
    this.name = "OvenbirdError";
    this.code = code;
    this.details = details;
  }

  /** What postMessage can carry; `OvenbirdError.from` makes the error again on the other side. */
  toMessage() {
    return { code: this.code, details: this.details };
  }

  /**
   * @param {any} cause an error, or what `toMessage` made of one
   * @param {string} [code] for an error without a code; its text goes in as the reason
   * @param {Record<string, any>} [details]
   * @returns {OvenbirdError}
   */
  static from(cause, code = "OB-UNKNOWN", details = {}) {
    if (cause instanceof OvenbirdError) {
      return cause;
    }
    if (cause?.code in sentences) {
      return new OvenbirdError(cause.code, cause.details);
    }
    if (cause?.name === "AbortError") {
      return new OvenbirdError("OB-STOPPED");
    }
    // ONNX Runtime throws numbers and multi-line texts; the first line says what happened.
    const reason = String(cause?.message ?? cause).split("\n")[0].slice(0, 90);
    return new OvenbirdError(code, { ...details, reason });
  }
}
