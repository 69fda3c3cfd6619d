package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorCheckTest {
  @ParameterizedTest
  @EnumSource(ElementType.class)
  void listsHaveAsManyNumbersAsTheShapeSays(ElementType type) {
    assertFits(listed(type, 5));
    assertFits(listed(type, 0));
    assertBad(listed(type, 5).setDims(0, 9), "its shape [9] of", "numbers, but it has");
    assertBad(listed(type, 5).clearInt32Data().clearFloatData().setDims(0, 1000), "needs");
    assertBad(listed(type, 5).setRawData(ByteString.copyFrom(new byte[5])), "both raw data and");
  }

  @ParameterizedTest
  @EnumSource(value = ElementType.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void rawDataHasAsManyBytesAsTheShapeSays(ElementType type) {
    assertFits(raw(type, 5, (5 * type.bits() + 7) / 8));
    assertFits(raw(type, 0, 0));
    assertBad(raw(type, 5, (5 * type.bits() + 7) / 8 + 1), "bytes, but it has");
    assertBad(raw(type, 5, 0), "bytes, but it has 0");
  }

  @Test
  void namesWhatElseIsWrong() {
    assertBad(raw(ElementType.STRING, 1, 1), "its texts are raw data");
    assertBad(header(ElementType.FLOAT32, 1).addInt32Data(1), "for another type than float32");
    assertBad(header(ElementType.FLOAT32, 1).setDataType(0), "what type its numbers have");
    assertBad(raw(ElementType.UINT4, Long.MAX_VALUE, 4), "absurdly large");
    assertBad(raw(ElementType.FLOAT32, 1L << 61, 4), "absurdly large");
    assertBad(raw(ElementType.FLOAT32, -1, 4), "negative");
    assertBad(raw(ElementType.INT8, 1L << 33, 4), "needs 8589934592 bytes, but it has 4");
  }

  @Test
  void typesOfTheFuturePass() {
    assertFits(raw(ElementType.FLOAT32, 3, 7).setDataType(99));
  }

  private static void assertFits(TensorProto.Builder tensor) {
    assertThatCode(() -> TensorCheck.check(Path.of("m.onnx"), "the node 'n'", tensor.build()))
        .doesNotThrowAnyException();
  }

  private static void assertBad(TensorProto.Builder tensor, String... parts) {
    assertThatThrownBy(() -> TensorCheck.check(Path.of("m.onnx"), "the node 'n'", tensor.build()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The tensor 'w' of the node 'n' is damaged")
        .hasMessageContainingAll(parts);
  }

  private static TensorProto.Builder raw(ElementType type, long elements, int bytes) {
    return header(type, elements).setRawData(ByteString.copyFrom(new byte[bytes]));
  }

  private static TensorProto.Builder listed(ElementType type, int elements) {
    TensorProto.Builder tensor = header(type, elements);
    TypedField field = TypedField.of(type);
    for (int i = 0; i < field.numbers(type, elements); i++) {
      switch (field) {
        case FLOAT -> tensor.addFloatData(1);
        case INT32 -> tensor.addInt32Data(1);
        case STRING -> tensor.addStringData(ByteString.copyFromUtf8("a"));
        case INT64 -> tensor.addInt64Data(1);
        case DOUBLE -> tensor.addDoubleData(1);
        case UINT64 -> tensor.addUint64Data(1);
      }
    }
    return tensor;
  }

  private static TensorProto.Builder header(ElementType type, long elements) {
    return TensorProto.newBuilder().setName("w").setDataType(type.code()).addDims(elements);
  }
}
