package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FloatTensorTest {
  /** One, minus two, the largest and the smallest float16, its infinity; all fit bfloat16 too. */
  private static final int[] FLOAT16 = {0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00, 0x8000};

  private static final float[] VALUES = {1, -2, 65504, 0x1p-24f, Float.POSITIVE_INFINITY, -0f};

  @Test
  void readsFloat16() {
    ByteBuffer raw = raw(FLOAT16.length * 2);
    for (int half : FLOAT16) {
      raw.putShort((short) half);
    }
    assertThat(read(tensor(ElementType.FLOAT16, raw))).containsExactly(VALUES);
    TensorProto.Builder listed = header(ElementType.FLOAT16);
    for (int half : FLOAT16) {
      listed.addInt32Data(half);
    }
    assertThat(read(Initializer.of(listed.build()))).containsExactly(VALUES);
  }

  @Test
  void everyFloat16IsReadAsTheFormatDefinesIt() {
    for (int half = 0; half < 1 << 16; half++) {
      int exponent = half >> 10 & 31;
      int fraction = half & 1023;
      double magnitude =
          exponent == 0
              ? fraction * 0x1p-24
              : exponent < 31
                  ? (1024 + fraction) * Math.scalb(1.0, exponent - 25)
                  : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      float expected = (float) (half < 1 << 15 ? magnitude : -magnitude);
      assertThat(Float.compare(HalfFloats.fromFloat16((short) half), expected)).isZero();
    }
  }

  @Test
  void readsBfloat16() {
    ByteBuffer raw = raw(6).putShort((short) 0x3F80).putShort((short) 0xC000).putShort((short) 1);
    float[] expected = {1, -2, Float.intBitsToFloat(1 << 16)};
    assertThat(read(tensor(ElementType.BFLOAT16, raw))).containsExactly(expected);
    TensorProto.Builder listed = header(ElementType.BFLOAT16);
    listed.addInt32Data(0x3F80).addInt32Data(0xC000).addInt32Data(1);
    assertThat(read(Initializer.of(listed.build()))).containsExactly(expected);
  }

  @Test
  void readsFloat64() {
    ByteBuffer raw = raw(16).putDouble(0.1).putDouble(-1e300);
    float[] expected = {0.1f, Float.NEGATIVE_INFINITY};
    assertThat(read(tensor(ElementType.FLOAT64, raw))).containsExactly(expected);
    TensorProto listed =
        header(ElementType.FLOAT64).addDoubleData(0.1).addDoubleData(-1e300).build();
    assertThat(read(Initializer.of(listed))).containsExactly(expected);
  }

  @Test
  void readsAnyRange() {
    for (ElementType type : new ElementType[] {ElementType.FLOAT32, ElementType.BFLOAT16}) {
      int count = 10_000;
      ByteBuffer raw = raw(count * type.bits() / 8);
      for (int i = 0; i < count; i++) {
        if (type == ElementType.FLOAT32) {
          raw.putFloat(i);
        } else {
          raw.putShort((short) i);
        }
      }
      FloatTensor tensor = FloatTensor.of(tensor(type, raw));
      float[] whole = read(tensor(type, raw));
      float[] into = new float[count];
      tensor.read(17, into, 9000);
      assertThat(into[0]).isEqualTo(whole[17]);
      assertThat(into[8999]).isEqualTo(whole[9016]);
      assertThat(into[9000]).isZero();
      assertThatThrownBy(() -> tensor.read(1, into, count))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static float[] read(Initializer initializer) {
    assertThat(FloatTensor.isFloat(initializer)).isTrue();
    FloatTensor tensor = FloatTensor.of(initializer);
    float[] values = new float[(int) tensor.elements()];
    tensor.read(0, values, values.length);
    return values;
  }

  private static Initializer tensor(ElementType type, ByteBuffer raw) {
    return Initializer.of(
        header(type).setRawData(ByteString.copyFrom(raw.duplicate().flip())).build());
  }

  private static TensorProto.Builder header(ElementType type) {
    return TensorProto.newBuilder().setName("w").setDataType(type.code());
  }

  private static ByteBuffer raw(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
