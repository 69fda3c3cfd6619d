package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.FloatTensor;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes 16-bit tensors of 32-bit ones. */
final class HalfTensor {
  private static final float LARGEST = 65_504;
  private static final int CHUNK = 1 << 20;
  private static final int BUFFER = 1 << 29;

  private HalfTensor() {}

  /**
   * The same numbers, rounded to the nearest; finite ones beyond the largest become the largest.
   */
  static Initializer of(Initializer tensor, String name, Scratch scratch) {
    FloatTensor numbers = FloatTensor.of(tensor);
    List<TensorData> parts = new ArrayList<>();
    for (long at = 0; at < numbers.elements(); at += BUFFER) {
      int count = (int) Math.min(BUFFER, numbers.elements() - at);
      ByteBuffer bytes = scratch.allocate(count * 2);
      fill(numbers, at, count, bytes);
      parts.add(TensorData.of(bytes));
    }
    return Nodes.tensor(name, ElementType.FLOAT16, numbers.shape(), TensorData.join(parts));
  }

  private static void fill(FloatTensor numbers, long from, int count, ByteBuffer bytes) {
    int chunks = (count + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int begin = chunk * CHUNK;
              int length = Math.min(CHUNK, count - begin);
              float[] values = new float[length];
              numbers.read(from + begin, values, length);
              short[] halves = new short[length];
              for (int i = 0; i < length; i++) {
                halves[i] = half(values[i]);
              }
              bytes.slice(begin * 2, length * 2).order(bytes.order()).asShortBuffer().put(halves);
            });
  }

  /**
   * The nearest number of 16 bits, ties to even.
   *
   * <p>Source of the format: IEEE 754, binary16.
   */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (!(magnitude <= Float.MAX_VALUE)) {
      return (short) (sign | 0x7C00 | (magnitude != magnitude ? 0x200 : 0));
    }
    if (magnitude >= LARGEST) {
      return (short) (sign | 0x7BFF);
    }
    if (magnitude < 0x1p-14f) {
      // Adding 0.5 leaves 24 bits, the last of which is worth 2^-24, the least number there is.
      return (short) (sign | Float.floatToRawIntBits(magnitude + 0.5f) - 0x3F000000);
    }
    int rounded = (bits & 0x7FFFFFFF) + 0xFFF + (bits >>> 13 & 1);
    return (short) (sign | rounded - 0x38000000 >>> 13);
  }
}
