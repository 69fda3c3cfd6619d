package dev.ovenbird.fuzz;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whole models, from which damaged ones are made. */
final class Seeds {
  private static final Path ZOO = Path.of("src", "test", "resources", "zoo");

  /** Larger ones would cost more time than they find. */
  private static final long LARGEST = 1 << 20;

  private Seeds() {}

  /** Ours, and all small ones of the zoo, in the same order everywhere. */
  static List<byte[]> all() throws IOException {
    List<byte[]> seeds = new ArrayList<>(List.of(layers(), branches(), external()));
    if (Files.isDirectory(ZOO)) {
      try (Stream<Path> files = Files.walk(ZOO)) {
        for (Path file : files.filter(Seeds::isSmallModel).sorted().toList()) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    return seeds;
  }

  private static boolean isSmallModel(Path file) {
    return file.toString().endsWith(".onnx") && file.toFile().length() <= LARGEST;
  }

  /** Every kind of node that the quantizer understands. */
  private static byte[] layers() {
    return bytes(
        GraphProto.newBuilder()
            .addNode(Models.node("Gather", List.of("table", "ids"), "rows"))
            .addNode(Models.node("MatMul", List.of("rows", "w"), "h"))
            .addNode(Models.with(Models.node("Gemm", List.of("h", "v"), "g"), "transB", 1))
            .addNode(Models.node("Conv", List.of("image", "kernel"), "y"))
            .addInitializer(Models.raw("table", 1, 70, 64))
            .addInitializer(Models.listed("w", 2, 64, 96))
            .addInitializer(Models.raw("v", 3, 64, 96))
            .addInitializer(Models.raw("kernel", 4, 32, 16, 3, 3))
            .addInput(Models.value("ids", ElementType.INT64, 5))
            .addInput(Models.value("image", ElementType.FLOAT32, 1, 16, 8, 8))
            .addOutput(Models.value("g", ElementType.FLOAT32, 5, 64))
            .addOutput(Models.value("y", ElementType.FLOAT32, 1, 32, 6, 6)));
  }

  /** Branches in branches, constants in nodes, and a function. */
  private static byte[] branches() {
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
                            .setT(Models.raw("", 5, 64, 96))))
            .addNode(Models.node("MatMul", List.of("x", "c"), "h"))
            .addNode(Models.node("If", List.of("h"), "y").toBuilder().addAttribute(choice))
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 64))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 96));
    FunctionProto function =
        FunctionProto.newBuilder()
            .setName("f")
            .addInput("a")
            .addOutput("b")
            .addNode(Models.node("Relu", List.of("a"), "b"))
            .build();
    return Models.model(17, graph).header().toBuilder()
        .addFunctions(function)
        .build()
        .toByteArray();
  }

  private static GraphProto branch(GraphProto.Builder graph) {
    return graph
        .addNode(Models.node("Relu", List.of("h"), "z"))
        .addOutput(Models.value("z", ElementType.FLOAT32, 3, 96))
        .build();
  }

  /** A weight that lies in {@link MutatedModelsTest#DATA_BYTES} bytes beside the model. */
  private static byte[] external() {
    TensorProto.Builder tensor =
        Models.raw("w", 1, 64, 96).toBuilder()
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (String[] entry :
        new String[][] {
          {"location", MutatedModelsTest.DATA}, {"offset", "64"}, {"length", "24576"}
        }) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entry[0]).setValue(entry[1]));
    }
    return bytes(
        GraphProto.newBuilder()
            .addNode(Models.node("MatMul", List.of("x", "w"), "y"))
            .addInitializer(tensor)
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 64))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 96)));
  }

  private static byte[] bytes(GraphProto.Builder graph) {
    return Models.bytes(Models.model(17, graph));
  }
}
