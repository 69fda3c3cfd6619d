package dev.ovenbird.onnx;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A constant tensor of 32-bit floats, row-major.
 *
 * @param name of the tensor
 * @param shape its dimensions
 * @param values read-only; a view of the mapped file when the tensor has raw data. Position 0,
 *     limit = number of elements; read it with absolute gets and it is thread-safe
 */
public record FloatTensor(String name, long[] shape, FloatBuffer values) {

  /** Whether {@link #of} can read it. */
  public static boolean isFloat(Initializer tensor) {
    return tensor.header().getDataType() == ElementType.FLOAT32.code();
  }

  /** Reads {@code raw_data} or {@code float_data}. */
  public static FloatTensor of(Initializer tensor) {
    if (!isFloat(tensor)) {
      throw new IllegalArgumentException(
          tensor.name() + " is " + ElementType.nameOf(tensor.header().getDataType()));
    }
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return new FloatTensor(tensor.name(), shape, values(tensor));
  }

  private static FloatBuffer values(Initializer tensor) {
    if (tensor.data() != null) {
      return tensor.view().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
    float[] values = new float[tensor.header().getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.header().getFloatData(i);
    }
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }
}
