package dev.ovenbird.evaluate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Makes inputs that a model can take: ids within its vocabulary, masks of ones, else noise. */
final class RandomInputs {
  /** For dimensions that a model leaves open, such as the batch and the length of a text. */
  private static final int BATCH = 1;

  private static final int OPEN = 16;
  private static final int PAST = 0;

  private final Path file;
  private final long vocabulary;
  private final Random random;

  RandomInputs(Path file, long vocabulary, long seed) {
    this.file = file;
    this.vocabulary = vocabulary;
    this.random = new Random(seed);
  }

  /** A tensor for an input of that name and type; the caller closes it. */
  OnnxTensorLike make(String name, TensorInfo info) throws OrtException {
    long[] shape = shape(name, info);
    int count = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.max(1, count) * info.type.size)
            .order(ByteOrder.nativeOrder());
    bytes.limit(count * info.type.size);
    for (int i = 0; i < count; i++) {
      put(bytes, name, i, info);
    }
    bytes.rewind();
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes, shape, info.type);
  }

  private void put(ByteBuffer bytes, String name, int index, TensorInfo info) {
    switch (info.type) {
      case FLOAT -> bytes.putFloat((float) random.nextGaussian());
      case DOUBLE -> bytes.putDouble(random.nextGaussian());
      case FLOAT16 -> bytes.putShort(half());
      case INT64 -> bytes.putLong(integer(name, index));
      case INT32 -> bytes.putInt((int) integer(name, index));
      case INT8, UINT8 -> bytes.put((byte) random.nextInt(128));
      case BOOL -> bytes.put((byte) 1);
      default ->
          throw Sessions.bad(
              file,
              "The input '"
                  + name
                  + "' is of type "
                  + info.type
                  + ", for which no input can be made up.",
              "");
    }
  }

  private long integer(String name, int index) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("mask") || lower.contains("use_cache")) {
      return 1;
    }
    if (lower.contains("position")) {
      return index % OPEN;
    }
    return lower.contains("type") ? 0 : (long) (random.nextDouble() * vocabulary);
  }

  /** A number from -1 to 1 in half precision: sign, exponent 13 or 14 of 15, random mantissa. */
  private short half() {
    int exponent = 13 + random.nextInt(2);
    return (short) (random.nextInt(2) << 15 | exponent << 10 | random.nextInt(1024));
  }

  private static long[] shape(String name, TensorInfo info) {
    long[] shape = info.getShape();
    String[] names = info.getDimensionNames();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        boolean past =
            names[i].contains("past") && !names[i].contains("+") && name.contains("past");
        shape[i] = i == 0 ? BATCH : past ? PAST : OPEN;
      }
    }
    return shape;
  }
}
