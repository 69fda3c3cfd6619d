import { release } from "./release.js";

/**
 * Holds the files that Transformers.js reads while it loads a model, and learns why one could not be had.
 * It swallows that, and says that the file does not exist; of external data it says nothing at all and
 * waits for ever.
 *
 * @param {any} env Transformers.js's, whose `fetch` is another one until `end` is called
 * @returns {{failure: () => any, failed: Promise<never>, end: () => void}} failure: the first one;
 *     failed: rejected with that of an ONNX file or its data; end: frees what was read, which ONNX
 *     Runtime has its own copy of
 */
export function holdFiles(env) {
  const { fetch } = env;
  const { promise: failed, reject } = Promise.withResolvers();
  failed.catch(() => {});
  const held = [];
  let failure;
  const noting = async (reading, isModel) => {
    try {
      return await reading;
    } catch (error) {
      failure ??= error;
      if (isModel) {
        reject(error);
      }
      throw error;
    }
  };
  env.fetch = async (input, init) => {
    const isModel = String(input.url ?? input).includes(".onnx");
    const response = await noting(fetch(input, init), isModel);
    if (isModel) {
      const read = response.arrayBuffer;
      response.arrayBuffer = async () => {
        const buffer = await noting(read.call(response), isModel);
        held.push(new Uint8Array(buffer));
        return buffer;
      };
    }
    return response;
  };
  const end = () => {
    env.fetch = fetch;
    held.forEach(release);
  };
  return { failure: () => failure, failed, end };
}
