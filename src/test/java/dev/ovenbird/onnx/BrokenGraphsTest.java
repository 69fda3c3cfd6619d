package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BrokenGraphsTest {
  @TempDir Path folder;

  @Test
  void aValueThatNobodyMakes() {
    assertRejected(
        graph().addNode(Models.node("Relu", List.of("typo"), "y")),
        "The node 'y_node' reads 'typo', which is no input, no weight, and made by no node.");
  }

  @Test
  void anOutputThatNobodyMakes() {
    assertRejected(graph(), "The graph gives out 'y', which is no input");
  }

  @Test
  void valuesMadeTwice() {
    assertRejected(
        graph()
            .addNode(Models.node("Relu", List.of("x"), "y"))
            .addNode(Models.node("Abs", List.of("x"), "y").toBuilder().clearName().build()),
        "'y' is made twice: by the node 'y_node' and the Abs node that makes 'y'");
    assertRejected(
        graph()
            .addNode(Models.node("Relu", List.of("x"), "y"))
            .addInitializer(Models.raw("y", 1, 4)),
        "The value 'y' of the node 'y_node' is also an input or weight");
    assertRejected(
        graph()
            .addNode(Models.node("Relu", List.of("x"), "y"))
            .addInput(Models.value("x", ElementType.FLOAT32, 4)),
        "The input 'x' is there twice");
  }

  @Test
  void circles() {
    assertRejected(
        graph()
            .addNode(Models.node("Add", List.of("x", "c"), "a"))
            .addNode(Models.node("Relu", List.of("a"), "b"))
            .addNode(Models.node("Relu", List.of("b"), "c"))
            .addNode(Models.node("Relu", List.of("c"), "y")),
        "in a circle, through the node ",
        "'a_node'",
        "'b_node'",
        "'c_node'");
    assertRejected(
        graph().addNode(Models.node("Add", List.of("x", "y"), "y")),
        "in a circle, through the node 'y_node'.");
  }

  @Test
  void aLongChainIsNoCircle() throws IOException {
    GraphProto.Builder graph = graph();
    // Backwards, too: the order of nodes is the runtime's business.
    for (int i = 50_000; i > 0; i--) {
      graph.addNode(Models.node("Relu", List.of(i == 1 ? "x" : "v" + (i - 1)), "v" + i));
    }
    graph.addNode(Models.node("Relu", List.of("v50000"), "y"));
    assertThat(OnnxReader.read(write(graph)).graph().getNodeCount()).isEqualTo(50_001);
  }

  @Test
  void branchesSeeWhatIsAroundThem() throws IOException {
    GraphProto.Builder branch =
        GraphProto.newBuilder()
            .addNode(Models.node("Relu", List.of("outer"), "inner"))
            .addOutput(Models.value("inner", ElementType.FLOAT32, 4));
    NodeProto relu = Models.node("Relu", List.of("x"), "outer");
    assertThat(OnnxReader.read(write(graph().addNode(relu).addNode(choice(branch))))).isNotNull();
    assertRejected(graph().addNode(choice(branch)), "The node 'inner_node' reads 'outer', which");
    assertRejected(
        graph().addNode(choice(branch)).addNode(Models.node("Relu", List.of("y"), "outer")),
        "in a circle");
  }

  @Test
  void functionsSeeOnlyTheirInputs() throws IOException {
    FunctionProto function =
        FunctionProto.newBuilder()
            .setName("f")
            .addInput("a")
            .addOutput("b")
            .addNode(Models.node("Add", List.of("a", "x"), "b"))
            .build();
    ModelProto model =
        Models.model(17, graph().addNode(Models.node("Relu", List.of("x"), "y")))
            .header()
            .toBuilder()
            .addFunctions(function)
            .build();
    assertRejected(
        Files.write(folder.resolve("model.onnx"), model.toByteArray()),
        "The node 'b_node' reads 'x', which");
  }

  @Test
  void functionsThatCallEachOther() throws IOException {
    ModelProto model =
        Models.model(17, graph().addNode(Models.node("Relu", List.of("x"), "y")))
            .header()
            .toBuilder()
            .addFunctions(caller("f", "g"))
            .addFunctions(caller("g", "f"))
            .addFunctions(caller("h", "f"))
            .build();
    assertRejected(
        Files.write(folder.resolve("model.onnx"), model.toByteArray()),
        "Functions that call themselves or each other: ",
        "'f'",
        "'g'");
  }

  private static FunctionProto caller(String name, String callee) {
    return FunctionProto.newBuilder()
        .setDomain("ours")
        .setName(name)
        .addNode(NodeProto.newBuilder().setDomain("ours").setOpType(callee))
        .build();
  }

  @Test
  void allProblemsAreSaidAtOnce() throws IOException {
    GraphProto.Builder graph = graph();
    for (int i = 0; i < 100; i++) {
      graph.addNode(Models.node("Relu", List.of("missing" + i), "v" + i));
    }
    Path file = write(graph);
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOfSatisfying(
            InputException.class, problem -> assertThat(problem.diagnostics()).hasSize(20));
  }

  @Test
  void nestingHasALimit() throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(Models.node("Relu", List.of("x"), "y"))
            .addOutput(Models.value("y", ElementType.FLOAT32, 4));
    for (int level = 0; level < 100; level++) {
      graph = GraphProto.newBuilder().addNode(choice(graph)).addOutput(graph.getOutput(0));
    }
    assertRejected(
        write(graph.addInput(Models.value("x", ElementType.FLOAT32, 4))),
        "in the graph, at byte",
        "nested more than 100 deep");
  }

  /** {@code x → y}, without nodes. */
  private static GraphProto.Builder graph() {
    return GraphProto.newBuilder()
        .addInput(Models.value("x", ElementType.FLOAT32, 4))
        .addOutput(Models.value("y", ElementType.FLOAT32, 4));
  }

  private static NodeProto choice(GraphProto.Builder branch) {
    return Models.node("If", List.of("x"), "y").toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(branch))
        .build();
  }

  private void assertRejected(GraphProto.Builder graph, String... parts) {
    try {
      assertRejected(write(graph), parts);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRejected(Path file, String... parts) {
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts);
  }

  private Path write(GraphProto.Builder graph) throws IOException {
    return Files.write(folder.resolve("model.onnx"), Models.bytes(Models.model(17, graph)));
  }
}
