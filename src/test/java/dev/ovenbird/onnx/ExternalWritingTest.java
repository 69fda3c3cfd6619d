package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalWritingTest {
  /** Two tensors of 6 kB, one of 16 bytes, one given as a list. */
  private final OnnxModel model =
      Models.model(
          17,
          GraphProto.newBuilder()
              .addNode(Models.node("MatMul", List.of("x", "a"), "h"))
              .addNode(Models.node("MatMul", List.of("h", "b"), "i"))
              .addNode(Models.node("Mul", List.of("i", "tiny"), "j"))
              .addNode(Models.node("Add", List.of("j", "listed"), "y"))
              .addInitializer(Models.raw("a", 1, 40, 40))
              .addInitializer(Models.raw("b", 2, 40, 40))
              .addInitializer(Models.raw("tiny", 3, 1))
              .addInitializer(Models.listed("listed", 4, 40))
              .addInput(Models.value("x", ElementType.FLOAT32, 3, 40))
              .addOutput(Models.value("y", ElementType.FLOAT32, 3, 40)));

  @TempDir Path folder;

  @Test
  void weightsLieBesideTheModel() throws IOException {
    Path file = folder.resolve("model_q4.onnx");
    Path data = folder.resolve("model_q4.onnx_data");
    assertThat(OnnxWriter.writeExternal(model, file)).containsExactly(file, data);
    thenFilesAre(file, data);
    assertThat(OnnxReader.read(file)).isEqualTo(model);
    assertThat(Files.size(data)).isEqualTo(8192 + 6400);
    assertThat(tensor(file, 1).getExternalDataList())
        .extracting(StringStringEntryProto::getValue)
        .containsExactly("model_q4.onnx_data", "8192", "6400");
    assertThat(tensor(file, 2).hasRawData()).isTrue();
  }

  @Test
  void thoseOfALargeModelDoByThemselves() {
    OnnxModel large =
        Models.model(
            13,
            GraphProto.newBuilder()
                .addNode(Models.node("MatMul", List.of("x", "a"), "y"))
                .addInitializer(Models.raw("a", 1, 1 << 15, 1 << 10))
                .addInput(Models.value("x", ElementType.FLOAT32, 1, 1 << 15))
                .addOutput(Models.value("y", ElementType.FLOAT32, 1, 1 << 10)));
    Path file = folder.resolve("model.onnx");
    assertThat(OnnxWriter.write(large, file))
        .containsExactly(file, folder.resolve("model.onnx_data"));
  }

  @Test
  void otherRuntimesFindThem() {
    Path whole = folder.resolve("whole.onnx");
    Path split = folder.resolve("split.onnx");
    OnnxWriter.write(model, whole);
    OnnxWriter.writeExternal(model, split, 8192);
    assertThat(Evaluation.compareOutputs(whole, split, 42).get(0).meanCosine()).isEqualTo(1);
  }

  @Test
  void furtherFilesAreNumbered() throws IOException {
    Path file = folder.resolve("model.onnx");
    List<Path> files = OnnxWriter.writeExternal(model, file, 8192);
    assertThat(files)
        .containsExactly(
            file, folder.resolve("model.onnx_data"), folder.resolve("model.onnx_data_1"));
    assertThat(OnnxReader.read(file)).isEqualTo(model);
    OnnxWriter.writeExternal(OnnxReader.read(file), file, 1);
    assertThat(OnnxReader.read(file)).as("over itself").isEqualTo(model);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    List<Path> first = OnnxWriter.writeExternal(model, folder.resolve("a/m.onnx"), 8192);
    List<Path> second = OnnxWriter.writeExternal(model, folder.resolve("b/m.onnx"), 8192);
    for (int i = 0; i < first.size(); i++) {
      assertThat(Files.mismatch(first.get(i), second.get(i))).isEqualTo(-1);
    }
  }

  @Test
  void aFailureLeavesAllAsItWas() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.writeString(file, "old model");
    // A folder that is not empty cannot be replaced by a file.
    Path inTheWay = folder.resolve("model.onnx_data_1");
    Files.createDirectories(inTheWay.resolve("full"));
    Path data = Files.writeString(folder.resolve("model.onnx_data"), "old data");
    StagedFiles.Content content = channel -> {};
    try (StagedFiles staged = new StagedFiles()) {
      staged.add(data, content);
      staged.add(file, content);
      Files.delete(staged(file));
      assertThatThrownBy(staged::commit).isInstanceOf(IOException.class);
    }
    assertThat(file).hasContent("old model");
    assertThat(data).hasContent("old data");
    thenFilesAre(file, data, inTheWay);
    assertThatThrownBy(() -> OnnxWriter.write(model, inTheWay))
        .isInstanceOf(UncheckedIOException.class);
    thenFilesAre(file, data, inTheWay);
  }

  private Path staged(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("." + file.getFileName() + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  private void thenFilesAre(Path... expected) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(expected);
    }
  }

  private static TensorProto tensor(Path file, int index) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializer(index);
  }
}
