import { release } from "./release.js";

/**
 * Holds the ONNX files that Transformers.js reads while it loads a model, to free them after.
 *
 * @param {any} env Transformers.js's, whose `fetch` is another one until the end
 * @returns {() => void} the end: frees what was read, which ONNX Runtime has its own copy of
 */
export function holdFiles(env) {
  const { fetch } = env;
  const held = [];
  env.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (String(input.url ?? input).includes(".onnx")) {
      const read = response.arrayBuffer;
      response.arrayBuffer = async () => {
        const buffer = await read.call(response);
        held.push(new Uint8Array(buffer));
        return buffer;
      };
    }
    return response;
  };
  return () => {
    env.fetch = fetch;
    held.forEach(release);
  };
}
