/**
 * One run of a model whose answer the build has computed. Some graphics drivers compute nonsense
 * without an error.
 *
 * @typedef {import("./catalog.js").SelfTest} SelfTest
 */

const ARRAYS = {
  int64: BigInt64Array,
  int32: Int32Array,
  float32: Float32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  // Newer than WebGPU: a browser without it cannot make such an input.
  float16: globalThis.Float16Array,
};

/**
 * @param {any} session of ONNX Runtime
 * @param {any} Tensor ONNX Runtime's class
 * @param {SelfTest} test
 * @returns {Promise<boolean | undefined>} whether the answer is right; undefined: not to be told here
 */
export async function selfTest(session, Tensor, { inputs, output, dims, stride, values, tolerance }) {
  if (Object.values(inputs).some(({ type }) => !ARRAYS[type])) {
    return undefined;
  }
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, makeTensor(Tensor, input)]),
  );
  const { [output]: answer } = await session.run(feeds, [output]);
  const data = numbers(answer.type, await answer.getData());
  const sameShape = answer.dims.join() === dims.join();
  answer.dispose();
  return sameShape && relativeError(values, (i) => data[i * stride]) <= tolerance;
}

/** The data repeat until the tensor is full. */
function makeTensor(Tensor, { type, dims, data }) {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const value = type === "int64" ? BigInt : Number;
  const array = new ARRAYS[type](size);
  for (let i = 0; i < size; i++) {
    array[i] = value(data[i % data.length]);
  }
  return new Tensor(type, array, dims);
}

/**
 * Root of the squared error over that of the expected values' spread: 1 for a constant, about 1.4 for
 * an unrelated answer, NaN where there is one.
 */
function relativeError(expected, actual) {
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  let error = 0;
  let spread = 0;
  expected.forEach((value, i) => {
    error += (actual(i) - value) ** 2;
    spread += (value - mean) ** 2;
  });
  return Math.sqrt(error / spread);
}

function numbers(type, data) {
  return type === "float16" && data instanceof Uint16Array ? Array.from(data, fromHalf) : data;
}

/** IEEE 754 binary16. */
function fromHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction ? NaN : sign * Infinity;
  }
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : fraction * 2 ** -24);
}
