package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Set;

/**
 * A constant tensor of floating-point numbers, row-major, read as 32-bit floats whatever it is
 * stored as: float16, bfloat16, float32 or float64, in raw data or in a typed field. Thread-safe.
 */
public final class FloatTensor {
  private static final Set<ElementType> TYPES =
      Set.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT64);

  /** Numbers that are converted at once; small enough for the nearest cache. */
  private static final int CHUNK = 4096;

  private final Initializer tensor;
  private final ElementType type;
  private final long elements;

  private FloatTensor(Initializer tensor) {
    this.tensor = tensor;
    this.type = tensor.type().orElseThrow();
    this.elements =
        tensor.data() != null
            ? tensor.data().size() / (type.bits() / Byte.SIZE)
            : fieldCount(tensor.header());
  }

  /** Whether {@link #of} can read it. */
  public static boolean isFloat(Initializer tensor) {
    return tensor.type().filter(TYPES::contains).isPresent();
  }

  /** Reads {@code raw_data}, {@code float_data}, {@code int32_data} or {@code double_data}. */
  public static FloatTensor of(Initializer tensor) {
    if (!isFloat(tensor)) {
      throw new IllegalArgumentException(
          tensor.name() + " is " + ElementType.nameOf(tensor.header().getDataType()));
    }
    return new FloatTensor(tensor);
  }

  public String name() {
    return tensor.name();
  }

  /** Its dimensions. */
  public long[] shape() {
    return tensor.shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** How many numbers it holds. */
  public long elements() {
    return elements;
  }

  /**
   * Copies a range of the numbers into an array, from its index 0. Numbers of 64 bits are rounded
   * to the nearest of 32; those beyond the largest become infinite.
   *
   * @throws IndexOutOfBoundsException if the tensor or the array has not so many
   */
  public void read(long from, float[] into, int count) {
    Objects.checkFromIndexSize(from, count, elements);
    Objects.checkFromIndexSize(0, count, into.length);
    if (tensor.data() == null) {
      readField(tensor.header(), (int) from, into, count);
      return;
    }
    int width = type.bits() / Byte.SIZE;
    if (type == ElementType.FLOAT32 && count <= Integer.MAX_VALUE / width) {
      tensor.data().slice(from * width, count * width).asFloatBuffer().get(into, 0, count);
      return;
    }
    for (int done = 0; done < count; done += CHUNK) {
      int length = Math.min(CHUNK, count - done);
      convert(tensor.data().slice((from + done) * width, length * width), into, done, length);
    }
  }

  /** All numbers at once: a view if they are 32-bit raw data in one piece, else on the heap. */
  public FloatBuffer values() {
    int count = Math.toIntExact(elements);
    if (type == ElementType.FLOAT32 && tensor.data() != null && tensor.data().isOneBuffer()) {
      return tensor.data().slice(0, count * Float.BYTES).asFloatBuffer();
    }
    float[] values = new float[count];
    read(0, values, count);
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  private void convert(ByteBuffer bytes, float[] into, int at, int count) {
    switch (type) {
      case FLOAT16 -> {
        short[] halves = new short[count];
        bytes.asShortBuffer().get(halves);
        for (int i = 0; i < count; i++) {
          into[at + i] = HalfFloats.fromFloat16(halves[i]);
        }
      }
      case BFLOAT16 -> {
        short[] halves = new short[count];
        bytes.asShortBuffer().get(halves);
        for (int i = 0; i < count; i++) {
          into[at + i] = HalfFloats.fromBfloat16(halves[i]);
        }
      }
      case FLOAT64 -> {
        double[] doubles = new double[count];
        bytes.asDoubleBuffer().get(doubles);
        for (int i = 0; i < count; i++) {
          into[at + i] = (float) doubles[i];
        }
      }
      default -> bytes.asFloatBuffer().get(into, at, count);
    }
  }

  private void readField(TensorProto header, int from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] =
          switch (type) {
            case FLOAT16 -> HalfFloats.fromFloat16(header.getInt32Data(from + i));
            case BFLOAT16 -> HalfFloats.fromBfloat16(header.getInt32Data(from + i));
            case FLOAT64 -> (float) header.getDoubleData(from + i);
            default -> header.getFloatData(from + i);
          };
    }
  }

  private int fieldCount(TensorProto header) {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> header.getInt32DataCount();
      case FLOAT64 -> header.getDoubleDataCount();
      default -> header.getFloatDataCount();
    };
  }
}
