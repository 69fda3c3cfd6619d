package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.OperatorSetIdProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphOptimizerTest {
  @TempDir Path folder;

  @Test
  void foldsAndFusesAndAnswersAsBefore() throws IOException {
    Path onnx =
        write(
            GraphProto.newBuilder()
                .addInitializer(Models.raw("late", 1, 8, 8))
                .addInitializer(Models.raw("early", 2, 8, 8))
                .addInitializer(Models.raw("one", 3, 8, 8))
                .addInitializer(Models.raw("other", 4, 8, 8))
                .addInput(TinyModels.open("x", ElementType.FLOAT32, "rows", 8))
                .addNode(Models.node("Identity", List.of("x"), "same"))
                .addNode(Models.node("MatMul", List.of("same", "early"), "first"))
                .addNode(Models.node("Add", List.of("one", "other"), "sum"))
                .addNode(Models.node("MatMul", List.of("first", "sum"), "second"))
                .addNode(Models.node("MatMul", List.of("second", "late"), "y"))
                .addOutput(TinyModels.open("y", ElementType.FLOAT32, "rows", 8)));
    SelfTest before = SelfTest.of(onnx, Optional.empty()).orElseThrow();

    assertThat(GraphOptimizer.optimize(onnx, Files.size(onnx))).isTrue();

    OnnxModel model = OnnxReader.read(onnx);
    assertThat(model.graph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("MatMul", "MatMul", "MatMul");
    assertThat(model.initializers()).hasSize(3);
    assertThat(model.initializers().get(0).name()).isEqualTo("early");
    assertThat(model.initializers().get(2).name()).isEqualTo("late");
    assertThat(model.header().getOpsetImportList())
        .extracting(OperatorSetIdProto::getDomain)
        .containsExactly("");
    assertThat(SelfTest.of(onnx, Optional.empty())).contains(before);
    byte[] bytes = Files.readAllBytes(onnx);
    assertThat(GraphOptimizer.optimize(onnx, Files.size(onnx))).isTrue();
    assertThat(onnx).hasBinaryContent(bytes);
  }

  @Test
  void leavesAModelThatFoldingWouldMakeLarger() throws IOException {
    Path onnx =
        write(
            GraphProto.newBuilder()
                .addInitializer(Models.raw("table", 1, 64, 16))
                .addInput(TinyModels.open("ids", ElementType.INT64, "count"))
                .addNode(Models.node("Gather", List.of("table", "ids"), "rows"))
                .addNode(Models.node("Transpose", List.of("table"), "columns"))
                .addNode(Models.node("MatMul", List.of("rows", "columns"), "y"))
                .addOutput(TinyModels.open("y", ElementType.FLOAT32, "count", 64)));
    byte[] bytes = Files.readAllBytes(onnx);

    assertThat(GraphOptimizer.optimize(onnx, Files.size(onnx))).isFalse();

    assertThat(onnx).hasBinaryContent(bytes);
  }

  @Test
  void readsWeightsThatLieBesideTheModel() throws IOException {
    Path onnx =
        write(
            GraphProto.newBuilder()
                .addInitializer(Models.raw("weight", 1, 32, 32))
                .addInput(TinyModels.open("x", ElementType.FLOAT32, "rows", 32))
                .addNode(Models.node("Identity", List.of("x"), "same"))
                .addNode(Models.node("MatMul", List.of("same", "weight"), "y"))
                .addOutput(TinyModels.open("y", ElementType.FLOAT32, "rows", 32)));
    List<Path> files = OnnxWriter.writeExternal(OnnxReader.read(onnx), onnx);
    assertThat(files).hasSize(2);
    SelfTest before = SelfTest.of(onnx, Optional.empty()).orElseThrow();

    assertThat(GraphOptimizer.optimize(onnx, Files.size(files.get(0)) + Files.size(files.get(1))))
        .isTrue();

    assertThat(OnnxReader.read(onnx).graph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("MatMul");
    assertThat(SelfTest.of(onnx, Optional.empty())).contains(before);
  }

  @Test
  void saysWhatOnnxRuntimeDoesNotTake() throws IOException {
    Path onnx =
        write(
            GraphProto.newBuilder()
                .addInput(TinyModels.open("x", ElementType.FLOAT32, 1))
                .addNode(Models.node("NoSuchOperator", List.of("x"), "y"))
                .addOutput(TinyModels.open("y", ElementType.FLOAT32, 1)));

    assertThatThrownBy(() -> GraphOptimizer.optimize(onnx, Files.size(onnx)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("NoSuchOperator");
  }

  private Path write(GraphProto.Builder graph) throws IOException {
    return Files.write(folder.resolve("model.onnx"), Models.bytes(Models.model(17, graph)));
  }
}
