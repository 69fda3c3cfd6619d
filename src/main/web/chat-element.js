import { loadCatalog } from "./catalog.js";
import { historyKey, readHistory, writeHistory } from "./chat-history.js";
import { createField } from "./create-field.js";
import { createNode } from "./create-node.js";
import { OvenbirdError } from "./errors.js";
import { formatBytes } from "./format-bytes.js";
import { devices, ModelElement } from "./model-element.js";
import { say } from "./say.js";

/** Nearer to its end than this, the conversation follows what is added. */
const FOLLOW_PIXELS = 80;
const COPIED_MS = 2000;
let count = 0;

/**
 * `<ovenbird-chat model="…">`: a conversation with a model for text-generation, which stays on the
 * device. Several models, with spaces between their names, are offered for choice.
 */
export class ChatElement extends ModelElement {
  /** @type {import("./chat-history.js").Remembered[]} another array after each "clear" */
  #messages = [];
  #title = "";

  #log = createNode("div", {
    className: "ob-log",
    role: "log",
    tabIndex: 0,
    "aria-label": say("chat.log"),
    "data-result": "",
  });
  #text;
  #send = createNode("button", { type: "submit", "data-action": "run" }, say("chat.send"));
  #again = createNode("button", { type: "button", "data-action": "regenerate" }, say("chat.again"));
  #clear = createNode("button", { type: "button", "data-action": "clear" }, say("clear"));
  #hint = createNode("p", { className: "ob-note", role: "status" });
  #temperature;
  #length;
  #choice;

  build() {
    const id = `ob-chat-${++count}`;
    this.#text = createNode("textarea", { id, rows: 2, enterKeyHint: "send" });
    const form = createNode(
      "form",
      { className: "ob-card" },
      createField(say("chat.message"), this.#text),
      createNode("div", { className: "ob-actions" }, this.#send, this.#again, this.#clear),
      this.#hint,
      this.#settings(id),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("keydown", (event) => {
      // Enter also ends the input of a character that takes several keys.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.client.state === "running") {
        this.client.stop();
      }
    });
    this.#again.addEventListener("click", () => this.#answerAgain());
    this.#clear.addEventListener("click", () => this.#forget());
    this.#recall();
    this.#readCatalog();
    return [createNode("div", { className: "ob-chat" }, this.#log, form)];
  }

  connectedCallback() {
    super.connectedCallback();
    requestAnimationFrame(() => this.#toEnd());
    addEventListener("storage", this.#onStorage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("storage", this.#onStorage);
  }

  update() {
    const ready = this.client.state === "ready";
    this.#send.disabled = !ready;
    this.#again.disabled = !ready;
    this.#again.hidden = this.#messages.length === 0;
    this.#clear.hidden = this.#messages.length === 0;
    this.#choice.disabled = ["downloading", "loading", "running"].includes(this.client.state);
  }

  #settings(id) {
    const number = (name, label, properties) => {
      const field = createNode("input", { id: `${id}-${name}`, type: "number", ...properties });
      // Left empty, the model's own value holds.
      field.placeholder = say("chat.default");
      return [field, createField(label, field)];
    };
    const [temperature, ofTemperature] = number(
      "temperature",
      say("chat.temperature"),
      { min: "0", max: "2", step: "0.1" },
    );
    const [length, ofLength] = number("length", say("chat.length"), {
      min: "1",
      max: "2048",
      step: "1",
    });
    this.#temperature = temperature;
    this.#length = length;
    this.#choice = createNode("select", { id: `${id}-model` });
    const ofChoice = createField(say("chat.model"), this.#choice);
    ofChoice.hidden = true;
    this.#choice.addEventListener("change", () => {
      const [model, dtype] = this.#choice.value.split(" ");
      this.use(model, dtype ?? this.getAttribute("dtype"));
      this.#recall();
      this.#readCatalog();
    });
    return createNode(
      "details",
      { className: "ob-settings" },
      createNode("summary", {}, say("chat.settings")),
      ofTemperature,
      ofLength,
      ofChoice,
    );
  }

  /** Learns the models' titles, and what there is to choose from. */
  async #readCatalog() {
    // Without a catalog, the model's own state says so.
    const { models } = await loadCatalog().catch(() => ({ models: {} }));
    this.#title = models[this.client.model]?.title ?? "";
    this.#log.querySelectorAll(".ob-turn-assistant .ob-speaker").forEach((speaker) => {
      speaker.textContent = this.#speaker("assistant");
    });
    if (this.#choice.options.length > 0) {
      return;
    }
    const fixed = this.hasAttribute("dtype");
    for (const model of this.models.filter((name) => models[name])) {
      const { title, dtypes } = models[model];
      this.#choice.append(createNode("option", { value: model }, title));
      for (const [dtype, { storedBytes }] of fixed ? [] : Object.entries(dtypes)) {
        const name = say("chat.dtype", title, dtype, formatBytes(storedBytes));
        this.#choice.append(createNode("option", { value: `${model} ${dtype}` }, name));
      }
    }
    this.#choice.closest(".ob-field").hidden = this.#choice.options.length < 2;
  }

  /** Shows the conversation as it is kept. */
  #recall() {
    this.#messages = readHistory(this.client.model);
    this.#log.replaceChildren(...this.#messages.map((message) => this.#turn(message)));
    this.#toEnd();
    this.update();
  }

  /** Another tab has gone on with the conversation, or cleared it. */
  #onStorage = ({ key }) => {
    if (key === historyKey(this.client.model) && this.client.state !== "running") {
      this.#recall();
    }
  };

  #remember() {
    const kept = writeHistory(this.client.model, this.#messages);
    this.#hint.textContent = kept
      ? ""
      : say("chat.full");
  }

  async #submit() {
    const content = this.#text.value.trim();
    this.#text.focus();
    if (!content || this.client.state !== "ready") {
      return;
    }
    this.#text.value = "";
    this.#say({ role: "user", content });
    await this.#answer();
  }

  async #answerAgain() {
    if (this.#messages.at(-1)?.role === "assistant") {
      this.#messages.pop();
      this.#log.lastChild.remove();
    }
    this.#text.focus();
    await this.#answer();
  }

  #say(message) {
    this.#messages.push(message);
    this.#remember();
    this.#log.append(this.#turn(message));
    this.#toEnd();
    this.update();
  }

  async #answer() {
    this.recover();
    const messages = this.#messages;
    const { client } = this;
    const growing = this.#turn({ role: "assistant", content: "" });
    growing.classList.add("ob-growing");
    // Read out is the whole answer, not each of its words.
    growing.setAttribute("aria-live", "off");
    this.#log.append(growing);
    this.#toEnd();
    let latest;
    const onProgress = (progress) => {
      latest = progress;
      const follow = this.#isAtEnd();
      growing.querySelector(".ob-said").textContent = progress.text;
      growing.querySelector(".ob-note").textContent = computed(progress, client);
      if (follow) {
        this.#toEnd();
      }
    };
    try {
      const input = messages.map(({ role, content }) => ({ role, content }));
      latest = await client.run(input, { options: this.#options(), onProgress });
      if (latest.excess) {
        growing.remove();
        this.#takeBack(messages);
        throw tooLong(latest.excess);
      }
    } catch (error) {
      // What had arrived before a stop stays.
      latest = error.code === "OB-STOPPED" && latest ? { ...latest, stopped: true } : undefined;
      if (client === this.client) {
        this.fail(error);
      }
    }
    growing.remove();
    // Unless it was cleared meanwhile, or another model is shown.
    if (messages === this.#messages && latest?.text.trim()) {
      const note = computed(latest, client);
      this.#say({ role: "assistant", content: latest.text.trim(), note });
    }
  }

  /** Puts the last message back into its field, for another try. */
  #takeBack(messages) {
    if (messages === this.#messages) {
      const { content } = messages.pop();
      this.#remember();
      this.#log.lastChild.remove();
      this.#text.value ||= content;
    }
  }

  #options() {
    const options = {};
    const temperature = this.#temperature.valueAsNumber;
    if (temperature >= 0) {
      options.do_sample = temperature > 0;
      options.temperature = temperature || 1;
    }
    if (this.#length.valueAsNumber >= 1) {
      options.max_new_tokens = Math.floor(this.#length.valueAsNumber);
    }
    return options;
  }

  #forget() {
    if (this.client.state === "running") {
      this.client.stop();
    }
    this.#messages = [];
    this.#remember();
    this.#log.replaceChildren();
    this.recover();
    this.#text.focus();
  }

  #turn({ role, content, note = "" }) {
    const turn = createNode(
      "div",
      { className: `ob-turn ob-turn-${role}` },
      createNode("p", { className: "ob-speaker" }, this.#speaker(role)),
      createNode("p", { className: "ob-said" }, content),
    );
    if (role === "assistant") {
      const copy = createNode("button", { type: "button", "data-action": "copy" }, say("copy"));
      copy.addEventListener("click", () => copyText(turn.querySelector(".ob-said"), copy));
      const foot = createNode("div", { className: "ob-actions", "aria-live": "off" });
      foot.append(createNode("span", { className: "ob-note" }, note), copy);
      turn.append(foot);
    }
    return turn;
  }

  #speaker(role) {
    return role === "user" ? say("chat.you") : this.#title || say("chat.model");
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < FOLLOW_PIXELS;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

function tooLong(excess) {
  const hint = say("chat.long", excess);
  return new OvenbirdError("OB-INPUT", { hint });
}

/** How an answer was computed, in words. */
function computed({ tokens, tokensPerSecond, stopped, dropped }, { device }) {
  const parts = [
    tokens === 1 ? say("chat.token") : say("chat.tokens", tokens),
    ...(tokensPerSecond ? [say("chat.speed", tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0))] : []),
    ...(devices[device] ? [devices[device]] : []),
    ...(stopped ? [say("chat.stopped")] : []),
    ...(dropped ? [say("chat.dropped", dropped)] : []),
  ];
  return parts.join(", ");
}

/** To the clipboard, or at least selected, where a page may not write there. */
async function copyText(node, button) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = say("copy")), COPIED_MS);
  } catch {
    getSelection().selectAllChildren(node);
  }
}
