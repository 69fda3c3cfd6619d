package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.OperatorSetIdProto;
import dev.ovenbird.onnx.proto.Onnx.SparseTensorProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.TrainingInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  @TempDir Path folder;

  @Test
  void aRealModelIsTheSameAfterWritingAndReading() throws IOException {
    OnnxModel model = OnnxReader.read(MiniLm.onnx());
    Path copy = folder.resolve("copy.onnx");
    OnnxWriter.write(model, copy);
    assertThat(OnnxReader.read(copy)).isEqualTo(model);
    assertThat(model.header().getUnknownFields().asMap()).isEmpty();
    assertThat(model.graph().getUnknownFields().asMap()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).as("no temporary file stays").containsExactly(copy);
    }
  }

  @Test
  void fieldsOfNewerVersionsSurvive() throws IOException {
    OnnxModel model = Models.model(13, GraphProto.newBuilder());
    byte[] newer = {(byte) 0x9A, 0x06, 2, 7, 7};
    Path file = folder.resolve("newer.onnx");
    byte[] known = Models.bytes(model);
    byte[] both = new byte[known.length + newer.length];
    System.arraycopy(known, 0, both, 0, known.length);
    System.arraycopy(newer, 0, both, known.length, newer.length);
    Files.write(file, both);
    OnnxWriter.write(OnnxReader.read(file), file);
    assertThat(
            OnnxReader.read(file).header().getUnknownFields().getField(99).getLengthDelimitedList())
        .hasSize(1);
  }

  @Test
  void everyKindOfPartSurvives() throws IOException {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    TensorProto two = Models.listed("two", 1, 2).toBuilder().setUnknownFields(newer).build();
    TensorProto at =
        TensorProto.newBuilder().setDataType(7).addDims(2).addInt64Data(1).addInt64Data(5).build();
    AttributeProto attribute =
        AttributeProto.newBuilder()
            .setName("graphs")
            .addGraphs(GraphProto.newBuilder().addInitializer(two).setUnknownFields(newer))
            .build();
    NodeProto node =
        Models.node("Odd", List.of("x"), "y").toBuilder()
            .setDomain("com.example")
            .addAttribute(attribute)
            .setUnknownFields(newer)
            .build();
    ModelProto model =
        Models.model(
                23,
                GraphProto.newBuilder()
                    .addNode(node)
                    .addInitializer(two)
                    .addInput(Models.value("x", ElementType.FLOAT4E2M1, 2))
                    .addSparseInitializer(
                        SparseTensorProto.newBuilder()
                            .setValues(two.toBuilder().setName("sparse"))
                            .setIndices(at)
                            .addDims(9)))
            .header()
            .toBuilder()
            .setIrVersion(13)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.example").setVersion(2))
            .addFunctions(FunctionProto.newBuilder().setName("f").setUnknownFields(newer))
            .addTrainingInfo(
                TrainingInfoProto.newBuilder()
                    .setInitialization(GraphProto.newBuilder().addInitializer(two)))
            .setUnknownFields(newer)
            .build();
    model = model.toBuilder().setGraph(model.getGraph().toBuilder().addInitializer(two)).build();
    Path file = Files.write(folder.resolve("odd.onnx"), model.toByteArray());
    OnnxWriter.write(OnnxReader.read(file), file);
    assertThat(ModelProto.parseFrom(Files.readAllBytes(file))).isEqualTo(model);
  }

  @Test
  void externalDataIsReadFromBesideTheModel() throws IOException {
    TensorProto inline = Models.raw("w", 1, 4, 4);
    Files.write(folder.resolve("w.bin"), new byte[8]);
    try (var out = Files.newOutputStream(folder.resolve("w.bin"), StandardOpenOption.APPEND)) {
      inline.getRawData().writeTo(out);
    }
    TensorProto external =
        inline.toBuilder()
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addAllExternalData(
                List.of(entry("location", "w.bin"), entry("offset", "8"), entry("length", "64")))
            .build();
    Path file = folder.resolve("external.onnx");
    OnnxWriter.write(Models.model(13, GraphProto.newBuilder().addInitializer(external)), file);
    assertThat(OnnxReader.read(file).initializers().get(0).toProto()).isEqualTo(inline);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
