import { loadTransformers } from "./load-transformers.js";

/** How long it computes at a stretch. Whoever is asked to stop has to hear of it sooner than STOP_MS. */
const BREATH_MS = 100;
/** As Transformers.js has it for models that say nothing. */
const MAX_NEW_TOKENS = 256;

/**
 * @typedef {{role: "user" | "assistant" | "system", content: string}} Message
 * @typedef {{text: string, tokens: number, tokensPerSecond: number}} Answer
 *     tokensPerSecond: of those after the first, which has to wait for the whole prompt; 0 if there was
 *     none
 */

/**
 * Lets a model go on with a text or answer in a chat, and tells of the text after each of its tokens.
 * Of a chat that is too long for the model, the oldest turns are left out. A stop is no error: what
 * there is of the text by then is the result.
 *
 * @param {any} pipe a pipeline for text-generation
 * @param {string | Message[]} input
 * @param {Record<string, any>} options of Transformers.js's generation
 * @param {{signal: AbortSignal, report: (answer: Answer) => void}} context `report` is given the whole
 *     text each time, so that one who hears it from the start once more need not know
 * @returns {Promise<Answer & {stopped: boolean, dropped: number, excess: number}>} dropped: messages
 *     that were left out; excess: tokens by which even the last message is too long, in which case
 *     nothing was generated
 */
export async function generateText(pipe, input, options, { signal, report }) {
  const { TextStreamer, InterruptableStoppingCriteria } = await loadTransformers();
  const { tokenizer, model } = pipe;
  const longest =
    options.max_new_tokens ?? model.generation_config?.max_new_tokens ?? MAX_NEW_TOKENS;
  const { kept, dropped, excess } = fit(tokenizer, input, roomFor(model.config, longest));
  const answer = { text: "", tokens: 0, tokensPerSecond: 0 };
  if (excess > 0) {
    return { ...answer, stopped: false, dropped, excess };
  }

  const stopping = new InterruptableStoppingCriteria();
  const stop = () => stopping.interrupt();
  signal.addEventListener("abort", stop);
  let first = 0;
  const streamer = new TextStreamer(tokenizer, {
    skip_prompt: true,
    token_callback_function: () => {
      const now = performance.now();
      first ||= now;
      answer.tokens++;
      answer.tokensPerSecond = now > first ? (1000 * (answer.tokens - 1)) / (now - first) : 0;
    },
    callback_function: (piece) => {
      answer.text += piece;
      report({ ...answer });
    },
  });
  const release = letBreathe(model);
  try {
    await pipe(kept, {
      ...options,
      max_new_tokens: longest,
      streamer,
      stopping_criteria: [stopping],
    });
  } finally {
    release();
    signal.removeEventListener("abort", stop);
  }
  return { ...answer, stopped: stopping.interrupted, dropped, excess };
}

/** How many tokens of a prompt leave room for the answer; at most half of all are for that. */
function roomFor({ max_position_embeddings: context }, longest) {
  return context ? context - Math.min(longest, Math.floor(context / 2)) : Infinity;
}

/** A turn is a question and its answer; the last question stays. */
function fit(tokenizer, input, room) {
  if (typeof input === "string") {
    const excess = tokenizer.encode(input).length - room;
    return { kept: input, dropped: 0, excess: Math.max(0, excess) };
  }
  const system = input.filter(({ role }) => role === "system");
  const turns = input.filter(({ role }) => role !== "system");
  const length = (messages) => {
    const prompt = tokenizer.apply_chat_template(messages, {
      tokenize: false,
      add_generation_prompt: true,
    });
    return tokenizer.encode(prompt, { add_special_tokens: false }).length;
  };
  // From the end, as far as it fits: what is long ago is not even looked at.
  let best;
  for (let dropped = turns.length - 1; dropped >= 0; dropped--) {
    if (dropped > 0 && turns[dropped].role !== "user") {
      continue;
    }
    const kept = [...system, ...turns.slice(dropped)];
    const excess = Math.max(0, length(kept) - room);
    if (best && excess > 0) {
      break;
    }
    best = { kept, dropped, excess };
  }
  return best ?? { kept: input, dropped: 0, excess: 0 };
}

/**
 * On WebAssembly, one token follows the other without a moment in which a message could arrive, such as
 * the one that asks to stop.
 *
 * @returns {() => void} ends it
 */
function letBreathe(model) {
  let last = performance.now();
  model.forward = async (inputs) => {
    if (performance.now() - last > BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    return Object.getPrototypeOf(model).forward.call(model, inputs);
  };
  return () => delete model.forward;
}
