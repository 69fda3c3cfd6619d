package dev.ovenbird.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that Jazzer damages, and goes on damaging where that led to code that it had not seen.
 * Each must either work or be refused with a diagnostic. {@link FuzzingTest} runs these methods; an
 * IDE does with {@code JAZZER_FUZZ=1} in the environment.
 */
class DamagedModels {
  @TempDir(factory = InMemory.class)
  static Path folder;

  @BeforeAll
  static void givenWeights() throws IOException {
    Files.write(folder.resolve(Seeds.DATA), new byte[Seeds.DATA_BYTES]);
  }

  static List<byte[]> files() throws IOException {
    return Stream.concat(Seeds.tiny().stream(), Seeds.exported().stream())
        .map(ModelProto::toByteArray)
        .toList();
  }

  /** Each weight and each node of the tiny models at least once. */
  static List<Arguments> parts() {
    List<TensorProto> tensors = new ArrayList<>();
    List<NodeProto> nodes = new ArrayList<>();
    for (ModelProto model : Seeds.tiny()) {
      tensors.addAll(model.getGraph().getInitializerList());
      nodes.addAll(model.getGraph().getNodeList());
    }
    List<Arguments> parts = new ArrayList<>();
    for (int i = 0; i < Math.max(tensors.size(), nodes.size()); i++) {
      parts.add(Arguments.of(tensors.get(i % tensors.size()), nodes.get(i % nodes.size())));
    }
    return parts;
  }

  /** Bytes are flipped, cut, repeated: what disks, networks and editors do. */
  @MethodSource("files")
  @FuzzTest
  void file(byte @NotNull [] bytes) throws IOException {
    ModelUse.of(Files.write(folder.resolve("model.onnx"), bytes));
  }

  /**
   * Fields of a weight and of a node become other numbers, texts and messages: the file stays
   * readable, and lies. They take the place of those that have the same name.
   */
  @MethodSource("parts")
  @FuzzTest
  void parts(@NotNull TensorProto tensor, @NotNull NodeProto node) throws IOException {
    for (ModelProto whole : Seeds.tiny()) {
      ModelProto.Builder model = whole.toBuilder();
      GraphProto.Builder graph = model.getGraphBuilder().clearInitializer().clearNode();
      whole.getGraph().getInitializerList().stream()
          .map(own -> own.getName().equals(tensor.getName()) ? tensor : own)
          .forEach(graph::addInitializer);
      whole.getGraph().getNodeList().stream()
          .map(own -> own.getName().equals(node.getName()) ? node : own)
          .forEach(graph::addNode);
      if (!model.build().equals(whole)) {
        ModelUse.of(Files.write(folder.resolve("model.onnx"), model.build().toByteArray()));
      }
    }
  }
}
