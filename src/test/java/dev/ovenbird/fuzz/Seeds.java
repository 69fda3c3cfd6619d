package dev.ovenbird.fuzz;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole models, from which damaged ones are made: small, so that many can be. */
final class Seeds {
  static final String DATA = "weights.bin";
  static final int DATA_BYTES = 1 << 16;

  private static final Path ZOO =
      Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "zoo");

  /** Shared weights, branches, convolutions, half precision. */
  private static final List<String> GRAPHS =
      List.of("albert-opset11", "gpt2-merged", "mobilenet-v1", "distilbert-fp16");

  /** Of a weight, in each dimension: what is made of it takes time, not what is read. */
  private static final int WIDEST = 16;

  private Seeds() {}

  /** A few nodes each, of every kind that the quantizer understands. */
  static List<ModelProto> tiny() {
    return List.of(layers(), branches(), external());
  }

  /** Graphs as exporters write them, of some hundred nodes, with small weights. */
  static List<ModelProto> exported() throws IOException {
    List<ModelProto> seeds = new ArrayList<>();
    for (String name : GRAPHS) {
      Path file = ZOO.resolve(name).resolve("model.onnx");
      seeds.add(withSmallWeights(ModelProto.parseFrom(Files.readAllBytes(file))));
    }
    return seeds;
  }

  /** Its weights lie outside: there damage finds nothing. */
  private static ModelProto withSmallWeights(ModelProto whole) {
    ModelProto.Builder model = whole.toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      int elements =
          tensor.getDimsList().stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
      if (elements > WIDEST * WIDEST) {
        int width = tensor.getRawData().size() / elements;
        for (int i = 0; i < tensor.getDimsCount(); i++) {
          tensor.setDims(i, Math.min(tensor.getDims(i), WIDEST));
        }
        int fewer =
            tensor.getDimsList().stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
        moveOut(tensor, 0, fewer * width);
      }
    }
    return model.build();
  }

  private static void moveOut(TensorProto.Builder tensor, int offset, int length) {
    tensor.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (String[] entry :
        new String[][] {{"location", DATA}, {"offset", "" + offset}, {"length", "" + length}}) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entry[0]).setValue(entry[1]));
    }
  }

  /** Every kind of node that the quantizer understands. */
  private static ModelProto layers() {
    return proto(
        GraphProto.newBuilder()
            .addNode(Models.node("Gather", List.of("table", "ids"), "rows"))
            .addNode(Models.node("MatMul", List.of("rows", "w"), "h"))
            .addNode(Models.with(Models.node("Gemm", List.of("h", "v"), "g"), "transB", 1))
            .addNode(Models.node("Conv", List.of("image", "kernel"), "y"))
            .addInitializer(Models.raw("table", 1, 3, 32))
            .addInitializer(Models.listed("w", 2, 32, 4))
            .addInitializer(Models.raw("v", 3, 16, 4))
            .addInitializer(Models.raw("kernel", 4, 4, 2, 3, 3))
            .addInput(Models.value("ids", ElementType.INT64, 5))
            .addInput(Models.value("image", ElementType.FLOAT32, 1, 2, 8, 8))
            .addOutput(Models.value("g", ElementType.FLOAT32, 5, 16))
            .addOutput(Models.value("y", ElementType.FLOAT32, 1, 4, 6, 6)));
  }

  /** Branches in branches, constants in nodes, and a function. */
  private static ModelProto branches() {
    GraphProto inner = branch(GraphProto.newBuilder().addInitializer(Models.raw("deep", 1, 9)));
    AttributeProto choice =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(inner)
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(
                Models.node("Constant", List.of(), "c").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("value")
                            .setT(Models.raw("", 5, 32, 4))))
            .addNode(Models.node("MatMul", List.of("x", "c"), "h"))
            .addNode(Models.node("If", List.of("h"), "y").toBuilder().addAttribute(choice))
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 32))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 4));
    FunctionProto function =
        FunctionProto.newBuilder()
            .setName("f")
            .addInput("a")
            .addOutput("b")
            .addNode(Models.node("Relu", List.of("a"), "b"))
            .build();
    return Models.model(17, graph).header().toBuilder().addFunctions(function).build();
  }

  private static GraphProto branch(GraphProto.Builder graph) {
    return graph
        .addNode(Models.node("Relu", List.of("h"), "z"))
        .addOutput(Models.value("z", ElementType.FLOAT32, 3, 4))
        .build();
  }

  private static ModelProto external() {
    TensorProto.Builder tensor = Models.raw("w", 1, 32, 16).toBuilder();
    moveOut(tensor, 64, 32 * 16 * Float.BYTES);
    return proto(
        GraphProto.newBuilder()
            .addNode(Models.node("MatMul", List.of("x", "w"), "y"))
            .addInitializer(tensor)
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 32))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 16)));
  }

  private static ModelProto proto(GraphProto.Builder graph) {
    OnnxModel model = Models.model(17, graph);
    ModelProto.Builder whole = model.header().toBuilder();
    model
        .initializers()
        .forEach(tensor -> whole.getGraphBuilder().addInitializer(tensor.toProto()));
    return whole.build();
  }
}
