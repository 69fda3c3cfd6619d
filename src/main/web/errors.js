import { say } from "./say.js";

/**
 * Every sentence that a reader can meet when something goes wrong: what happened, what became of
 * their data, and the way out. The code is what they can quote to the author.
 *
 * @type {Record<string, (details: any) => string>}
 */
const sentences = {
  "OB-NETWORK": ({ file }) => say("error.network", file),
  "OB-HTTP": ({ file, status }) => say("error.http", file, status),
  "OB-LENGTH": ({ file, expected, received }) => say("error.length", file, expected, received),
  "OB-HASH": ({ file }) => say("error.hash", file),
  "OB-DAMAGED": ({ file }) => say("error.damaged", file),
  "OB-MISSING": ({ file }) => say("error.missing", file),
  "OB-MANIFEST": ({ file }) => say("error.manifest", file),
  "OB-ENCODING": ({ encoding }) => say("error.encoding", encoding),
  "OB-CATALOG": () => say("error.catalog"),
  "OB-MODEL": ({ model }) => say("error.model", model),
  "OB-DTYPE": ({ model, dtype, published }) => say("error.dtype", model, dtype, published),
  "OB-DEVICE": ({ title, dtype, note }) =>
    say("error.device", title, dtype + (note ? ` (${note})` : "")),
  "OB-CONSENT": ({ model, size }) => say("error.consent", model, size),
  "OB-RUNTIME": ({ reason }) => say("error.runtime", reason),
  "OB-WEBGPU": ({ reason }) => say("error.webgpu", reason),
  "OB-LOST": ({ reason }) => say("error.lost", reason),
  "OB-WRONG": ({ title }) => say("error.wrong", title),
  "OB-LOAD": ({ model, reason }) => say("error.load", model, reason),
  "OB-RUN": ({ reason }) => say("error.run", reason),
  "OB-WORKER": ({ reason }) => say("error.worker", reason),
  "OB-INDEX": ({ reason }) => say("error.index", reason),
  "OB-INPUT": ({ hint }) => hint,
  "OB-STOPPED": () => say("error.stopped"),
  "OB-UNKNOWN": ({ reason }) => say("error.unknown", reason),
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
