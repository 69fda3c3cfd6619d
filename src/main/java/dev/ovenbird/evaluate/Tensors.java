package dev.ovenbird.evaluate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Puts numbers into ONNX Runtime's tensors, of whatever type a model wants, and back. */
final class Tensors {
  private Tensors() {}

  /**
   * A tensor; the caller closes it.
   *
   * @param model that it is for, to name it in errors
   * @param name of the input
   * @param info the type that the model wants; its shape is not looked at
   * @param values as many as the shape holds; integers exact up to 2^53
   */
  static OnnxTensor create(Path model, String name, TensorInfo info, long[] shape, double[] values)
      throws OrtException {
    // ONNX Runtime takes no buffer without room, not even for a tensor without elements.
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.max(1, values.length) * info.type.size)
            .order(ByteOrder.nativeOrder());
    for (double value : values) {
      put(model, name, bytes, info, value);
    }
    bytes.flip();
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes, shape, info.type);
  }

  private static void put(
      Path model, String name, ByteBuffer bytes, TensorInfo info, double value) {
    switch (info.type) {
      case FLOAT -> bytes.putFloat((float) value);
      case DOUBLE -> bytes.putDouble(value);
      case FLOAT16 -> bytes.putShort(Fp16Conversions.floatToFp16((float) value));
      case INT64 -> bytes.putLong((long) value);
      case INT32 -> bytes.putInt((int) value);
      case INT16 -> bytes.putShort((short) value);
      case INT8, UINT8 -> bytes.put((byte) (long) value);
      case BOOL -> bytes.put((byte) (value == 0 ? 0 : 1));
      default ->
          throw Sessions.bad(
              model,
              "The input '" + name + "' is of type " + info.type + ", which nothing here makes.",
              "Known are floats of 16 to 64 bits, integers and booleans.");
    }
  }

  /** All of a tensor's numbers, float32 or float16; null when it holds others. */
  static float[] floats(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer == null) {
      return null;
    }
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** How many elements a shape holds. */
  static int count(long... shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }
}
