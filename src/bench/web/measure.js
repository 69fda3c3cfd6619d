import * as ort from "./ort.js";

/**
 * Runs ONNX models for whoever drives this page.
 *
 * @typedef {{ids: number[][], mask: number[][], types: number[][]}} Batch
 */

ort.env.logLevel = "error";
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmBinary = await (await fetch("ort.wasm")).arrayBuffer();

/** @type {Map<string, any>} sessions by name */
const sessions = new Map();

window.bench = { versions, open, close, time, vectors };

/** What is run here, and on what. */
async function versions() {
  const adapter = await navigator.gpu?.requestAdapter();
  return {
    browser: navigator.userAgent.replace(/.*?(Headless)?(Chrome\/\S+).*/, "$2"),
    onnxRuntimeWeb: ort.env.versions.web,
    adapter: adapter ? adapter.info.description || adapter.info.architecture : "",
    halfFloats: adapter?.features.has("shader-f16") ?? false,
  };
}

/**
 * @param {string} name of the file, and of the session from now on
 * @param {"wasm" | "webgpu"} device
 */
async function open(name, device) {
  const bytes = new Uint8Array(await (await fetch(name)).arrayBuffer());
  sessions.set(
    name,
    await ort.InferenceSession.create(bytes, { executionProviders: [device], logSeverityLevel: 3 }),
  );
}

async function close(name) {
  await sessions.get(name).release();
  sessions.delete(name);
}

/**
 * @param {string} name
 * @param {Batch} batch
 * @returns {Promise<number>} milliseconds of one run
 */
async function time(name, batch) {
  const session = sessions.get(name);
  const inputs = tensors(session, batch);
  const begin = performance.now();
  await session.run(inputs);
  return performance.now() - begin;
}

/**
 * @param {string} name
 * @param {Batch} batch
 * @returns {Promise<number[][]>} the mean of each text's token vectors
 */
async function vectors(name, batch) {
  const session = sessions.get(name);
  const { [session.outputNames[0]]: output } = await session.run(tensors(session, batch));
  const [, length, width] = output.dims;
  const data = await output.getData();
  return batch.mask.map((mask, row) => {
    const sum = new Array(width).fill(0);
    mask.forEach((given, token) => {
      const at = (row * length + token) * width;
      for (let i = 0; i < width; i++) {
        sum[i] += given * data[at + i];
      }
    });
    const count = mask.reduce((a, b) => a + b, 0);
    return sum.map((value) => value / count);
  });
}

function tensors(session, { ids, mask, types }) {
  const all = { input_ids: ids, attention_mask: mask, token_type_ids: types };
  return Object.fromEntries(
    session.inputNames.map((name) => {
      const rows = all[name];
      const values = BigInt64Array.from(rows.flat(), BigInt);
      return [name, new ort.Tensor("int64", values, [rows.length, rows[0].length])];
    }),
  );
}
