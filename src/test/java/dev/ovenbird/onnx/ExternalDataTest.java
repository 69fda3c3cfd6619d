package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {
  private final TensorProto inline = Models.raw("w", 1, 4, 4);

  @TempDir Path folder;

  @BeforeEach
  void givenDataInTheMiddleOfAFile() throws IOException {
    byte[] bytes = new byte[8 + 64 + 3];
    inline.getRawData().copyTo(bytes, 8);
    Files.createDirectories(folder.resolve("model/data"));
    Files.write(folder.resolve("model/data/w.bin"), bytes);
  }

  @Test
  void isReadByOffsetAndLength() throws IOException {
    TensorProto tensor = external("location", "data/w.bin", "offset", "8", "length", "64");
    assertThat(read(tensor).initializers().get(0).toProto()).isEqualTo(inline);
  }

  @Test
  void theShapeGivesALengthThatIsAbsent() throws IOException {
    TensorProto tensor = external("location", "data/w.bin", "offset", "8");
    assertThat(read(tensor).initializers().get(0).toProto()).isEqualTo(inline);
  }

  @Test
  void isReadInsideOfNodesAndBranches() throws IOException {
    TensorProto tensor = external("location", "data/w.bin", "offset", "8", "length", "64");
    NodeProto constant =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput("c")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor))
            .build();
    GraphProto branch = GraphProto.newBuilder().addInitializer(tensor).addNode(constant).build();
    NodeProto choice =
        NodeProto.newBuilder()
            .setOpType("If")
            .addOutput("y")
            .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(branch))
            .build();
    OnnxModel model = read(GraphProto.newBuilder().addNode(choice));
    GraphProto read = model.graph().getNode(0).getAttribute(0).getG();
    assertThat(read.getInitializer(0)).isEqualTo(inline);
    assertThat(read.getNode(0).getAttribute(0).getT()).isEqualTo(inline);
    Path copy = folder.resolve("elsewhere/copy.onnx");
    OnnxWriter.write(model, copy);
    assertThat(OnnxReader.read(copy)).isEqualTo(model);
  }

  @Test
  void rangesOutsideOfTheFileAreRefused() {
    assertRejected("'w' has its data in 'data/w.bin', 64 bytes from byte 16 on", "16", "64");
    assertRejected("that file has 75", "0", "99999999999");
    assertRejected("from byte -8 on", "-8", "64");
    assertRejected("-1 bytes", "0", "-1");
    assertRejected("from byte 9223372036854775807 on", "9223372036854775807", "64");
    assertRejected("'9223372036854775808', which is not a number", "9223372036854775808", "1");
    assertRejected("the external offset 'ten', which is not a number", "ten", "64");
    assertRejected("needs 64 bytes, but it has 63", "8", "63");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRejected(
        external("location", "w2.bin"), "'w' has its data in 'w2.bin', and there is no such file");
    assertRejected(external("location", "data"), "there is no such file");
  }

  @Test
  void nothingOutsideOfTheFolderIsRead() throws IOException {
    Files.copy(folder.resolve("model/data/w.bin"), folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("model/link"), folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("model/up"), folder);
    assertRejected(external("location", "link"), "a link to a file that is not beside the model");
    assertRejected(external("location", "up/secret"), "that is not beside the model");
    assertRejected(external("location", "../secret"), "not a file beside the model");
    assertRejected(external("location", "data/../../secret"), "not a file beside the model");
    assertRejected(external("location", "\0"), "not a file beside the model");
  }

  @Test
  void aModelAndItsDataMayBeLinksIntoOneFolder() throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    Path snapshot = Files.createDirectories(folder.resolve("snapshot"));
    TensorProto tensor = external("location", "model.onnx_data", "offset", "8", "length", "64");
    Files.write(
        blobs.resolve("0a"),
        Models.bytes(Models.model(17, GraphProto.newBuilder().addInitializer(tensor))));
    Files.copy(folder.resolve("model/data/w.bin"), blobs.resolve("0b"));
    Files.createSymbolicLink(snapshot.resolve("model.onnx"), Path.of("../blobs/0a"));
    Files.createSymbolicLink(snapshot.resolve("model.onnx_data"), Path.of("../blobs/0b"));
    OnnxModel model = OnnxReader.read(snapshot.resolve("model.onnx"));
    assertThat(model.initializers().get(0).toProto()).isEqualTo(inline);
  }

  private void assertRejected(String part, String offset, String length) {
    assertRejected(external("location", "data/w.bin", "offset", offset, "length", length), part);
  }

  private void assertRejected(TensorProto tensor, String part) {
    assertThatThrownBy(() -> read(tensor))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(part);
  }

  private OnnxModel read(TensorProto tensor) throws IOException {
    return read(GraphProto.newBuilder().addInitializer(tensor));
  }

  private OnnxModel read(GraphProto.Builder graph) throws IOException {
    Path file = folder.resolve("model/model.onnx");
    return OnnxReader.read(Files.write(file, Models.bytes(Models.model(17, graph))));
  }

  private TensorProto external(String... keysAndValues) {
    TensorProto.Builder tensor =
        inline.toBuilder().clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder()
              .setKey(keysAndValues[i])
              .setValue(keysAndValues[i + 1]));
    }
    return tensor.build();
  }
}
