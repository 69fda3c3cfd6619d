import { generateText } from "./generate-text.js";

/**
 * How each task is run: what goes in, and what comes out in forms that postMessage can carry. A task
 * that takes long tells of its progress and ends early when it is asked to.
 *
 * @typedef {(pipe: any, input: any, options: Record<string, any>,
 *     context: {signal: AbortSignal, report: (progress: any) => void,
 *     entry: import("./catalog.js").ModelEntry}) => Promise<any>} TaskRunner
 */

/** As many sentences at once as stay small in memory; they are padded to the longest. */
const BATCH = 16;

/** @type {Record<string, TaskRunner>} those that are not just one call */
const runners = { "feature-extraction": embed, "text-generation": generateText };

/**
 * @param {any} pipe a Transformers.js pipeline
 * @param {any} input as the pipeline takes it: texts, messages, images as Blobs
 * @param {Record<string, any>} options of the pipeline
 * @param {Parameters<TaskRunner>[3]} context
 * @returns {Promise<any>} for sentences one Float32Array each; of text-generation what generate-text.js
 *     says; else what the pipeline gives, tensors as {dims, data}
 */
export function runTask(pipe, input, options, context) {
  return (runners[context.entry.task] ?? callOnce)(pipe, input, options, context);
}

async function callOnce(pipe, input, options) {
  return plain(await pipe(input, options));
}

function plain(output) {
  if (Array.isArray(output)) {
    return output.map(plain);
  }
  return output?.dims ? { dims: output.dims, data: output.data } : output;
}

async function embed(pipe, input, options, { signal, entry }) {
  const { pooling = "mean", normalize = true } = entry;
  const texts = Array.isArray(input) ? input : [input];
  const vectors = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    if (start > 0) {
      // A stop is a message, and is heard between messages.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    const batch = texts.slice(start, start + BATCH);
    const output = await pipe(batch, { pooling, normalize, ...options });
    const [count, dimension] = output.dims;
    for (let row = 0; row < count; row++) {
      vectors.push(output.data.slice(row * dimension, (row + 1) * dimension));
    }
    output.dispose();
  }
  return vectors;
}
