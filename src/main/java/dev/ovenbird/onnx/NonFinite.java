package dev.ovenbird.onnx;

import java.util.List;

/**
 * A weight with numbers that are none, or have no bound. Training that went wrong leaves such; a
 * mask may hold infinity on purpose.
 *
 * @param name of the tensor
 * @param nan how many are NaN
 * @param infinite how many are infinite as 32-bit floats, of either sign
 */
public record NonFinite(String name, long nan, long infinite) {
  private static final int READ_AT_ONCE = 1 << 16;

  /** Those among the weights of floating-point types, in their order. Reads all numbers. */
  static List<NonFinite> of(List<Initializer> weights) {
    return weights.parallelStream()
        .filter(FloatTensor::isFloat)
        .map(weight -> of(FloatTensor.of(weight)))
        .filter(count -> count.nan + count.infinite > 0)
        .toList();
  }

  private static NonFinite of(FloatTensor tensor) {
    float[] values = new float[(int) Math.min(READ_AT_ONCE, tensor.elements())];
    long nan = 0;
    long infinite = 0;
    for (long at = 0; at < tensor.elements(); at += values.length) {
      int count = (int) Math.min(values.length, tensor.elements() - at);
      tensor.read(at, values, count);
      for (int i = 0; i < count; i++) {
        // False for NaN as well.
        if (Math.abs(values[i]) <= Float.MAX_VALUE) {
          continue;
        }
        if (Float.isNaN(values[i])) {
          nan++;
        } else {
          infinite++;
        }
      }
    }
    return new NonFinite(tensor.name(), nan, infinite);
  }
}
