import { env, pipeline } from "./transformers.min.js";

/**
 * What an author writes who serves Transformers.js, ONNX Runtime and the model from the same host as
 * the page: its own caches are on, all else is as it comes.
 */

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = new URL("models/", location.href).pathname;
env.backends.onnx.wasm.wasmPaths = new URL("ort/", location.href).href;

const asked = new URLSearchParams(location.search);
const options = { dtype: asked.get("dtype") ?? "q8", device: "wasm" };

if (asked.has("chat")) {
  const generator = await pipeline("text-generation", "biscuit", options);
  window.generate = async (messages, settings) =>
    (await generator(messages, settings))[0].generated_text.at(-1).content;
} else {
  const extractor = await pipeline("feature-extraction", "minilm", options);
  window.embed = async (texts) =>
    (await extractor(texts, { pooling: "mean", normalize: true })).tolist();
}
