package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerNormSplitTest {
  private static final String QUICK = "SimplifiedLayerNormalization";

  @TempDir Path folder;

  @Test
  void oneNodeBecomesTheQuickerKernel() {
    NodeProto whole = Models.node("LayerNormalization", List.of("x", "scale", "bias"), "y");
    for (int opset : new int[] {17, 18}) {
      assertThat(ops(graph().addNode(whole), opset))
          .containsExactly("ReduceMean", "Sub", QUICK, "Add");
      assertThat(worst()).isGreaterThan(0.9999999);
    }
  }

  @Test
  void itNeedsNoBias() {
    NodeProto whole = Models.node("LayerNormalization", List.of("x", "scale"), "y");
    assertThat(ops(graph().addNode(whole), 17)).containsExactly("ReduceMean", "Sub", QUICK);
    assertThat(worst()).isGreaterThan(0.9999999);
  }

  @Test
  void nineNodesOfOlderExportersToo() {
    assertThat(ops(nineNodes(-1), 11)).containsExactly("ReduceMean", "Sub", QUICK, "Add");
    assertThat(worst()).isGreaterThan(0.9999999);
  }

  @Test
  void anotherAxisIsAnotherThing() {
    assertThat(ops(nineNodes(0), 11)).hasSize(9).doesNotContain(QUICK);
    NodeProto whole =
        Models.with(
            Models.node("LayerNormalization", List.of("x", "scale", "bias"), "y"), "axis", 1);
    assertThat(ops(graph().addNode(whole), 17)).containsExactly("LayerNormalization");
  }

  private static GraphProto.Builder nineNodes(long axis) {
    return graph()
        .addNode(mean("x", "mean", axis))
        .addNode(Models.node("Sub", List.of("x", "mean"), "centred"))
        .addNode(Models.node("Pow", List.of("centred", "two"), "squares"))
        .addNode(mean("squares", "variance", axis))
        .addNode(Models.node("Add", List.of("variance", "epsilon"), "sum"))
        .addNode(Models.node("Sqrt", List.of("sum"), "root"))
        .addNode(Models.node("Div", List.of("centred", "root"), "unit"))
        .addNode(Models.node("Mul", List.of("unit", "scale"), "scaled"))
        .addNode(Models.node("Add", List.of("scaled", "bias"), "y"))
        .addInitializer(number("two", 2))
        .addInitializer(number("epsilon", 1e-5f));
  }

  private static GraphProto.Builder graph() {
    return GraphProto.newBuilder()
        .addInitializer(Models.raw("scale", 1, 96))
        .addInitializer(Models.raw("bias", 2, 96))
        .addInput(Models.value("x", ElementType.FLOAT32, 96, 96))
        .addOutput(Models.value("y", ElementType.FLOAT32, 96, 96));
  }

  private static NodeProto mean(String value, String output, long axis) {
    return Nodes.with(Models.node("ReduceMean", List.of(value), output), "axes", List.of(axis));
  }

  private static TensorProto number(String name, float number) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(ElementType.FLOAT32.code())
        .addFloatData(number)
        .build();
  }

  private List<String> ops(GraphProto.Builder graph, int opset) {
    OnnxWriter.write(Models.model(opset, graph), original());
    Quantizer.quantize(original(), small(), QuantizeOptions.of(Dtype.Q8));
    return OnnxReader.read(small()).graph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
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
