import { env, pipeline } from "./transformers.min.js";

/**
 * What an author writes who serves Transformers.js, ONNX Runtime and the model from the same host as
 * the page: its own caches are on, all else is as it comes.
 */

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = new URL("models/", location.href).pathname;
env.backends.onnx.wasm.wasmPaths = new URL("ort/", location.href).href;

const dtype = new URLSearchParams(location.search).get("dtype") ?? "q8";
const extractor = await pipeline("feature-extraction", "minilm", { dtype, device: "wasm" });

window.embed = async (texts) =>
  (await extractor(texts, { pooling: "mean", normalize: true })).tolist();
