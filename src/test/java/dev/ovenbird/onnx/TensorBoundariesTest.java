package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoundariesTest {
  @TempDir Path folder;

  @Test
  void areWhereTheDataOfLargeTensorsBeginsAndEnds() throws IOException {
    TensorProto first = Models.raw("first", 1, 128, 128);
    TensorProto small = Models.raw("small", 2, 127, 128);
    TensorProto second = Models.raw("second", 3, 256, 128);
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(
        Models.model(
            13,
            GraphProto.newBuilder()
                .addInitializer(first)
                .addInitializer(small)
                .addInitializer(second)),
        file);
    long[] boundaries = TensorBoundaries.of(file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(boundaries).hasSize(4).isSorted();
    assertThat(slice(bytes, boundaries[0], boundaries[1]))
        .isEqualTo(first.getRawData().toByteArray());
    assertThat(slice(bytes, boundaries[2], boundaries[3]))
        .isEqualTo(second.getRawData().toByteArray());
  }

  @Test
  void areGivenForExternalDataToo() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.writeExternal(
        Models.model(
            13,
            GraphProto.newBuilder()
                .addInitializer(Models.raw("small", 1, 127, 128))
                .addInitializer(Models.raw("large", 2, 129, 128))),
        file);
    assertThat(TensorBoundaries.of(file)).isEmpty();
    assertThat(TensorBoundaries.ofExternalData(file)).containsOnlyKeys("model.onnx_data");
    assertThat(TensorBoundaries.ofExternalData(file).get("model.onnx_data"))
        .containsExactly(65536, 65536 + 129 * 128 * 4);
  }

  private static byte[] slice(byte[] bytes, long begin, long end) {
    return Arrays.copyOfRange(bytes, (int) begin, (int) end);
  }
}
