package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallModelsTest {
  @TempDir Path folder;

  @Test
  void matMul() {
    thenQuantized(
        product(Models.node("MatMul", List.of("x", "w"), "y"), Models.raw("w", 1, 96, 64)));
  }

  @Test
  void gemmBothWays() {
    thenQuantized(product(Models.node("Gemm", List.of("x", "w"), "y"), Models.raw("w", 1, 96, 64)));
    thenQuantized(
        product(
            Models.with(Models.node("Gemm", List.of("x", "w"), "y"), "transB", 1),
            Models.raw("w", 1, 64, 96)));
  }

  @Test
  void nodesThatTakeTooLittleAreLeftAlone() {
    for (String op : List.of("Gather", "MatMul", "Gemm", "Conv")) {
      GraphProto.Builder graph =
          GraphProto.newBuilder()
              .addNode(Models.node(op, List.of("w"), "y"))
              .addInitializer(Models.raw("w", 1, 96, 64))
              .addOutput(Models.value("y", ElementType.FLOAT32, 3, 64));
      OnnxWriter.write(Models.model(17, graph), folder.resolve("model.onnx"));
      for (Dtype dtype : Dtype.values()) {
        assertThat(
                Quantizer.quantize(folder.resolve("model.onnx"), small(), QuantizeOptions.of(dtype))
                    .quantized())
            .isEmpty();
      }
    }
  }

  @Test
  void weightsGivenAsAListOfNumbers() throws IOException {
    NodeProto node = Models.node("MatMul", List.of("x", "w"), "y");
    thenQuantized(product(node, Models.listed("w", 1, 96, 64)));
    byte[] listed = Files.readAllBytes(small());
    thenQuantized(product(node, Models.raw("w", 1, 96, 64)));
    assertThat(Files.readAllBytes(small())).isEqualTo(listed);
  }

  @Test
  void aTableThatIsAlsoTheOutputLayerIsStoredOnce() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(Models.node("Gather", List.of("w", "input_ids"), "rows"))
            .addNode(Models.with(Models.node("Gemm", List.of("rows", "w"), "y"), "transB", 1))
            .addInitializer(Models.raw("w", 1, 100, 64))
            .addInput(Models.value("input_ids", ElementType.INT64, 5))
            .addOutput(Models.value("y", ElementType.FLOAT32, 5, 100));
    QuantizeReport report = thenQuantized(graph);
    assertThat(report.quantized().get(0).op()).isEqualTo("Gather, Gemm");
    assertThat(report.bytes()).isLessThan(100 * 64 * 2);
  }

  @Test
  void equalWeightsOfTwoNodesAreStoredOnce() {
    GraphProto.Builder graph =
        product(Models.node("MatMul", List.of("x", "w"), "h"), Models.raw("w", 1, 96, 96))
            .addInitializer(Models.raw("same", 1, 96, 96))
            .addInitializer(Models.raw("unused", 2, 96, 96))
            .addNode(Models.node("MatMul", List.of("h", "same"), "y"));
    graph.setOutput(0, Models.value("y", ElementType.FLOAT32, 3, 96));
    assertThat(thenQuantized(graph).quantized()).hasSize(1);
  }

  @Test
  void convolutionsHaveAScalePerOutput() {
    thenQuantized(
        GraphProto.newBuilder()
            .addNode(Models.node("Conv", List.of("x", "w"), "y"))
            .addInitializer(Models.raw("w", 1, 32, 16, 3, 3))
            .addInput(Models.value("x", ElementType.FLOAT32, 1, 16, 8, 8))
            .addOutput(Models.value("y", ElementType.FLOAT32, 1, 32, 6, 6)));
  }

  @Test
  void whatIsNotUnderstoodStaysAndIsNamed() {
    QuantizeReport report =
        quantize(
            GraphProto.newBuilder()
                .addNode(Models.node("Add", List.of("x", "w"), "y"))
                .addInitializer(Models.raw("w", 1, 96, 64))
                .addInput(Models.value("x", ElementType.FLOAT32, 96, 64))
                .addOutput(Models.value("y", ElementType.FLOAT32, 96, 64)),
            13);
    assertThat(report.quantized()).isEmpty();
    assertThat(report.kept())
        .extracting(KeptTensor::reason)
        .containsExactly("used by Add as input 1");
    assertThat(worst()).isEqualTo(1);
  }

  @Test
  void weightsThatAreNoNumbersStay() {
    TensorProto weight = Models.raw("w", 1, 96, 64);
    ByteBuffer bytes =
        ByteBuffer.wrap(weight.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(40, Float.NaN);
    QuantizeReport report =
        quantize(
            product(
                Models.node("MatMul", List.of("x", "w"), "y"),
                weight.toBuilder().setRawData(ByteString.copyFrom(bytes.rewind())).build()),
            13);
    assertThat(report.kept())
        .extracting(KeptTensor::reason)
        .containsExactly("holds values that are not finite");
  }

  @Test
  void rowsOfZerosStayZero() {
    TensorProto zeros =
        Models.raw("w", 1, 96, 64).toBuilder()
            .setRawData(ByteString.copyFrom(new byte[96 * 64 * 4]))
            .build();
    quantize(product(Models.node("MatMul", List.of("x", "w"), "y"), zeros), 13);
    assertThat(worst()).isEqualTo(1);
  }

  @Test
  void saysWhatItCannotDo() {
    GraphProto.Builder graph =
        product(Models.node("MatMul", List.of("x", "w"), "y"), Models.raw("w", 1, 96, 64));
    assertThatThrownBy(() -> quantize(graph, 6))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("opset 6");
    assertThat(small()).doesNotExist();
  }

  @Test
  void fp32IsTheSameFile() throws IOException {
    OnnxWriter.write(
        Models.model(
            13, product(Models.node("MatMul", List.of("x", "w"), "y"), Models.raw("w", 1, 96, 64))),
        original());
    Quantizer.quantize(original(), small(), QuantizeOptions.of(Dtype.FP32));
    assertThat(Files.mismatch(original(), small())).isEqualTo(-1);
  }

  /** {@code x [3, 96] → y [3, 64]} */
  private static GraphProto.Builder product(NodeProto node, TensorProto weight) {
    return GraphProto.newBuilder()
        .addNode(node)
        .addInitializer(weight)
        .addInput(Models.value("x", ElementType.FLOAT32, 3, 96))
        .addOutput(Models.value("y", ElementType.FLOAT32, 3, 64));
  }

  private QuantizeReport thenQuantized(GraphProto.Builder graph) {
    QuantizeReport report = quantize(graph, 11);
    assertThat(report.quantized()).isNotEmpty();
    assertThat(report.kept()).extracting(KeptTensor::name).doesNotContain("w");
    assertThat(report.bytes()).isLessThan(report.originalBytes() / 2);
    assertThat(worst()).isBetween(0.9995, 0.9999999);
    assertThat(OnnxReader.read(small()).graph().getDocString()).isEmpty();
    return report;
  }

  private QuantizeReport quantize(GraphProto.Builder graph, int opset) {
    OnnxWriter.write(Models.model(opset, graph), original());
    return Quantizer.quantize(original(), small(), QuantizeOptions.of(Dtype.Q8));
  }

  private double worst() {
    return Evaluation.compareOutputs(original(), small(), 42).stream()
        .mapToDouble(output -> output.meanCosine())
        .min()
        .orElseThrow();
  }

  private Path original() {
    return folder.resolve("model.onnx");
  }

  private Path small() {
    return folder.resolve("model_quantized.onnx");
  }
}
