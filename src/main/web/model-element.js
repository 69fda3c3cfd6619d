import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { assertRuns, modelClient } from "./model-client.js";
import { willWorkOffline } from "./register-service-worker.js";
import { say, sayAround } from "./say.js";
import { requestPersistence } from "./storage-space.js";

/** Where it computes, in words. */
export const devices = { webgpu: say("on.webgpu"), wasm: say("on.wasm") };
const BUSY = ["downloading", "loading", "running"];
/** A run that ends sooner shows nothing on its way: it would flicker, and take its time to be drawn. */
const GLIMPSE_MS = 100;

/**
 * What all elements with a model share: the question before the download, its progress, the state
 * and errors, in the page and on the host. A subclass gives the part that is its own.
 */
export class ModelElement extends HTMLElement {
  #built = false;
  /** Whether the reader has agreed to the download, now or at an earlier visit. */
  #agreed = false;
  /** @type {OvenbirdError | undefined} an error of this element, not of the model */
  #error;
  #announced = "";
  /** Whether there is something to download that the reader has not answered to. */
  #offering = false;
  /** The timer that draws a run which takes longer. */
  #glimpse;
  /** The model's state when this was last drawn. */
  #drawn = "idle";

  #size = createNode("strong");
  #offer = createNode("p");
  #accept = createNode("button", { type: "button", "data-action": "download" });
  #consent = createNode(
    "div",
    { className: "ob-consent", hidden: true },
    this.#offer,
    createNode("div", { className: "ob-actions" }, this.#accept),
  );
  #bar = createNode("progress", { max: 100, "aria-label": say("download") });
  #barText = createNode("div", { className: "ob-progress-text" });
  #progress = createNode(
    "div",
    { className: "ob-progress", hidden: true },
    this.#bar,
    this.#barText,
  );
  #errorCode = createNode("code");
  #errorText = createNode("span");
  #retry = createNode("button", { type: "button", "data-action": "retry" }, say("retry"));
  #errorPanel = createNode(
    "div",
    { className: "ob-error", role: "alert", hidden: true },
    createNode("p", {}, this.#errorCode, " ", this.#errorText),
    createNode("div", { className: "ob-actions" }, this.#retry),
  );
  #status = createNode("p", { className: "ob-status", role: "status" });
  #stop = createNode("button", { type: "button", "data-action": "stop", hidden: true }, say("stop"));

  /** @returns {Node[]} the element's own controls, then its output */
  build() {
    return [];
  }

  /** Called after each change of the model's state. */
  update() {}

  /** Takes the focus from a button that goes away. */
  takeFocus() {
    this.querySelector('[data-action="run"]').focus();
  }

  /** Whether it asks or loads as soon as it is on the page, or first when `begin` is called. */
  get beginsByItself() {
    return true;
  }

  /** Names of the models that it may use. @returns {string[]} the first is used at first */
  get models() {
    return (this.getAttribute("model") ?? "").trim().split(/\s+/);
  }

  connectedCallback() {
    this.client ??= modelClient(this.models[0], this.getAttribute("dtype"));
    this.#hold();
    if (!this.#built) {
      this.#built = true;
      const foot = createNode("div", { className: "ob-actions ob-foot" }, this.#status, this.#stop);
      const [controls, ...output] = this.build();
      this.replaceChildren(
        this.#consent,
        controls,
        this.#progress,
        foot,
        this.#errorPanel,
        ...output,
      );
      this.#accept.addEventListener("click", () => this.#download());
      this.#retry.addEventListener("click", () => this.#tryAgain());
      this.#stop.addEventListener("click", () => this.client.stop());
    }
    this.#render();
    if (this.beginsByItself) {
      this.begin();
    }
  }

  disconnectedCallback() {
    this.#letGo();
  }

  #hold() {
    this.client.addEventListener("change", this.#render);
    this.client.hold();
  }

  #letGo() {
    this.client.removeEventListener("change", this.#render);
    this.client.letGo();
  }

  /**
   * Changes over to another model, or to another dtype of the same.
   *
   * @param {string} model
   * @param {string | null} dtype the one that suits the device if absent
   */
  use(model, dtype) {
    this.client.stop();
    this.#letGo();
    this.client = modelClient(model, dtype);
    this.#agreed = false;
    this.#offering = false;
    this.#error = undefined;
    this.#drawn = this.client.state;
    this.#hold();
    this.#render();
    this.begin();
  }

  /** Loads the model if it is on the device; asks, if it has to be downloaded. */
  async begin({ load = true, ask = true } = {}) {
    const { client } = this;
    try {
      const installation = await client.installation();
      if (client !== this.client) {
        return false;
      }
      assertRuns(installation);
      this.#agreed ||= installation.complete;
      this.#ask(installation, ask);
      this.#settle();
      if (installation.complete && load) {
        await client.ready({ found: installation });
      }
      return installation.complete;
    } catch (error) {
      if (client === this.client) {
        this.fail(error);
        this.#settle();
      }
      return false;
    }
  }

  /** It is known whether there is a question: until then nothing is shown that it would push down. */
  #settle() {
    this.dataset.settled = "";
  }

  /** @param {any} error shown in the page; one of the model's shows by itself */
  fail(error) {
    const known = OvenbirdError.from(error);
    if (known.code !== "OB-STOPPED" && known !== this.client.error) {
      this.#error = known;
      this.#render();
    }
  }

  /** Takes back an error of this element's own. */
  recover() {
    this.#error = undefined;
    this.#render();
  }

  #ask({ complete, successor, stored, total, entry, stranded, device }, ask) {
    const better = successor?.device.device === "webgpu" && device.device === "wasm";
    const left = successor ? successor.total - successor.stored : total - stored;
    const size = formatBytes(left);
    this.#offering = complete ? left > 0 : ask;
    this.#size.textContent = size;
    const named = [entry.title, this.#size];
    let offer;
    if (complete) {
      offer = better ? sayAround("offer.better", ...named) : sayAround("offer.newer", ...named);
    } else if (stranded) {
      offer = sayAround("offer.stranded", ...named);
    } else {
      offer = willWorkOffline()
        ? sayAround("offer.offline", ...named)
        : sayAround("offer.online", ...named);
    }
    if (navigator.connection?.saveData) {
      offer.push(" ", say("offer.savedata"));
    }
    this.#offer.replaceChildren(...offer);
    this.#accept.textContent = complete ? say("update.size", size) : say("download.size", size);
    this.#render();
  }

  async #download() {
    const focused = this.#consent.contains(document.activeElement);
    const update = this.#agreed && this.client.state === "ready";
    this.#agreed = true;
    this.#offering = false;
    // Here, where the reader has just acted: some browsers ask them.
    requestPersistence();
    this.#render();
    if (focused) {
      this.#stop.hidden = false;
      this.#stop.focus();
    }
    try {
      await (update ? this.client.update() : this.client.ready({ consent: true }));
    } catch (error) {
      // It takes another download than the one agreed to: the next drawing asks.
      if (error.code !== "OB-CONSENT") {
        this.fail(error);
      }
    }
  }

  async #tryAgain() {
    this.recover();
    if (this.#agreed) {
      await this.#download();
    } else {
      await this.begin();
    }
  }

  #render = () => {
    const { state, device, dtype, percent, progress, error: ofModel } = this.client;
    const error = this.#error ?? ofModel;
    const shown = error ? "error" : state;
    this.dataset.state = shown;
    this.dataset.progress = String(percent);
    if (device) {
      this.dataset.device = device;
      this.dataset.dtype = dtype;
    } else {
      delete this.dataset.device;
      delete this.dataset.dtype;
    }

    if (state !== "idle" && state !== "error" && this.client.device) {
      this.#agreed = true;
    }
    if (state === "downloading") {
      this.#offering = false;
    }
    this.#consent.hidden = !this.#offering || state === "loading";
    this.#progress.hidden = state !== "downloading" && state !== "loading";
    if (state === "downloading") {
      this.#bar.value = percent;
      const { received, total } = progress;
      this.#barText.textContent = say("size.of", formatBytes(received), formatBytes(total));
    } else {
      // Without a value, the bar says that it is not known how long.
      this.#bar.removeAttribute("value");
      this.#barText.textContent = "";
    }
    this.#errorPanel.hidden = !error;
    if (error) {
      this.#errorCode.textContent = error.code;
      this.#errorText.textContent = error.message;
    }
    this.update();
    clearTimeout(this.#glimpse);
    if (state === "running" && this.#stop.hidden) {
      this.#glimpse = setTimeout(() => this.#drawFoot(), GLIMPSE_MS);
    } else {
      this.#drawFoot();
    }
    this.#announce();

    const leftOff = state === "idle" && this.#drawn !== "idle";
    this.#drawn = state;
    if (leftOff) {
      // Stopped or removed, here or elsewhere on the page: the offer names what is left to fetch.
      this.begin({ load: false });
    }
  };

  #drawFoot() {
    const text = statusText(this.client);
    if (this.#status.textContent !== text) {
      this.#status.textContent = text;
    }
    const stopHadFocus = document.activeElement === this.#stop;
    this.#stop.hidden = !BUSY.includes(this.client.state);
    if (this.#stop.hidden && stopHadFocus) {
      this.takeFocus();
    }
  }

  #announce() {
    const { state, device, progress } = this.dataset;
    const detail = { state, device, progress: Number(progress) };
    const announced = JSON.stringify(detail);
    if (announced !== this.#announced) {
      this.#announced = announced;
      this.dispatchEvent(new CustomEvent("ovenbird:state", { bubbles: true, detail }));
    }
  }
}

function statusText({ state, device, note, spilled }) {
  const where = devices[device] + (note ? ` (${note})` : "");
  switch (state) {
    case "downloading":
      return say("state.downloading");
    case "loading":
      return say("state.loading");
    case "running":
      return say("state.running", where);
    case "ready":
      return spilled
        ? say("state.ready.once", where, spilled)
        : willWorkOffline() ? say("state.ready.offline", where) : say("state.ready", where);
    default:
      return "";
  }
}
