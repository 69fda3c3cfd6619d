package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DamagedFilesTest {
  @TempDir Path folder;

  private final byte[] whole =
      Models.bytes(
          Models.model(
              13,
              GraphProto.newBuilder()
                  .addNode(Models.node("MatMul", List.of("x", "dense.weight"), "y"))
                  .addInitializer(Models.raw("dense.weight", 1, 8, 8))
                  .addInput(Models.value("x", ElementType.FLOAT32, 1, 8))
                  .addOutput(Models.value("y", ElementType.FLOAT32, 1, 8))));

  @Test
  void aFileCutInATensorNamesThePlace() throws IOException {
    Path file = write(Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("at byte")
        .hasMessageContaining("are left")
        .hasMessageContaining("download the file again");
  }

  @Test
  void noCutIsTakenForAWholeModel() throws IOException {
    // The graph is the longest part; behind it stand only optional fields.
    for (int length = 0; length < whole.length - 8; length++) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> OnnxReader.read(file))
          .as("%d bytes", length)
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void noNoiseBreaksTheReader() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] noisy = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
      }
      Path file = write(noisy);
      try {
        OnnxReader.read(file);
        ModelInspection.of(file);
        TensorPlace.of(file);
      } catch (InputException e) {
        assertThat(e.diagnostics().get(0).file()).isEqualTo(file);
      }
    }
  }

  @Test
  void otherFilesAreNoModels() throws IOException {
    for (String text :
        new String[] {
          "",
          "version https://git-lfs.github.com/spec/v1\n",
          "<!doctype html><title>404</title>",
          "\0\0\0\0"
        }) {
      Path file = write(text.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> OnnxReader.read(file)).as(text).isInstanceOf(InputException.class);
    }
    assertThatThrownBy(() -> OnnxReader.read(folder.resolve("absent.onnx")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> OnnxReader.read(folder)).isInstanceOf(InputException.class);
  }

  @Test
  void aTensorHasAsManyBytesAsItsShapeSays() throws IOException {
    assertRejected(
        Models.raw("w", 1, 4, 4).toBuilder().setDims(0, 5).build(),
        "'w'",
        "needs 80 bytes, but it has 64");
    assertRejected(
        Models.listed("w", 1, 4, 4).toBuilder().setDims(0, 5).build(),
        "needs 20 numbers, but it has 16");
    assertRejected(
        Models.raw("w", 1, 4, 4).toBuilder().setDims(0, 1L << 62).build(), "absurdly large");
    assertRejected(Models.raw("w", 1, 4, 4).toBuilder().setDims(0, -4).build(), "negative");
  }

  @Test
  void externalDataStaysBesideTheModel() throws IOException {
    for (String location : new String[] {"../secret", "/etc/passwd", "", "a/../../b"}) {
      TensorProto tensor =
          Models.raw("w", 1, 4, 4).toBuilder()
              .clearRawData()
              .setDataLocation(TensorProto.DataLocation.EXTERNAL)
              .addExternalData(
                  StringStringEntryProto.newBuilder().setKey("location").setValue(location))
              .build();
      assertRejected(tensor, "not a file beside the model");
    }
  }

  private void assertRejected(TensorProto tensor, String... parts) throws IOException {
    Path file =
        write(Models.bytes(Models.model(13, GraphProto.newBuilder().addInitializer(tensor))));
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }
}
