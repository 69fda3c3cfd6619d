package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.OperatorSetIdProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectionTest {
  @TempDir Path folder;

  @Test
  void saysWhatARealModelTakesAndHolds() throws IOException {
    ModelInspection model = ModelInspection.of(MiniLm.onnx(), true);
    assertThat(model.opsets()).containsEntry("ai.onnx", 11L);
    assertThat(model.files()).containsEntry("all-minilm-l6-v2.onnx", 90_387_606L);
    assertThat(model.inputs())
        .extracting(ValueDescription::name)
        .containsExactly("input_ids", "attention_mask", "token_type_ids");
    assertThat(model.outputs().get(0).shape())
        .containsExactly("batch_size", "sequence_length", "384");
    assertThat(model.operators()).containsEntry("MatMul", 48);
    assertThat(model.tensors().get(0).bytes()).isEqualTo(46_881_792);
    assertThat(model.nonFinite()).isEmpty();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsBytes(model), ModelInspection.class))
        .isEqualTo(model);
  }

  @Test
  void looksIntoBranchesAndFunctions() throws IOException {
    NodeProto constant =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput("c")
            .addAttribute(
                AttributeProto.newBuilder().setName("value").setT(Models.raw("", 1, 10, 10)))
            .build();
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(constant)
            .addInitializer(Models.raw("b", 2, 5))
            .addOutput(Models.value("c", ElementType.FLOAT32, 10, 10))
            .build();
    NodeProto choice =
        Models.node("If", List.of("x"), "y").toBuilder()
            .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(branch))
            .build();
    FunctionProto function =
        FunctionProto.newBuilder().setDomain("ours").setName("f").addNode(constant).build();
    ModelProto model =
        Models.model(
                17,
                GraphProto.newBuilder()
                    .addNode(choice)
                    .addInput(Models.value("x", ElementType.BOOL)))
            .header()
            .toBuilder()
            .addFunctions(function)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ours").setVersion(1))
            .build();
    Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());
    ModelInspection inspection = ModelInspection.of(file);
    assertThat(inspection.operators()).containsEntry("Constant", 2).containsEntry("If", 1);
    assertThat(inspection.functions()).containsEntry("ours.f", 1);
    assertThat(inspection.opsets()).containsEntry("ai.onnx", 17L).containsEntry("ours", 1L);
    assertThat(inspection.parameters()).isEqualTo(205);
    assertThat(inspection.tensors())
        .extracting(TensorDescription::name)
        .containsExactly(
            "in the Constant node that makes 'c'", "in the Constant node that makes 'c'", "b");
    assertThat(inspection.nonFinite()).isNull();
  }

  @Test
  void namesWeightsThatAreShared() {
    OnnxModel model =
        Models.model(
            17,
            GraphProto.newBuilder()
                .addNode(Models.node("MatMul", List.of("x", "a"), "h"))
                .addNode(Models.node("MatMul", List.of("h", "tied"), "i"))
                .addNode(Models.node("MatMul", List.of("i", "tied"), "j"))
                .addNode(Models.node("MatMul", List.of("j", "same"), "y"))
                .addInitializer(Models.raw("a", 1, 40, 40))
                .addInitializer(Models.raw("tied", 2, 40, 40))
                .addInitializer(Models.raw("same", 1, 40, 40))
                .addInput(Models.value("x", ElementType.FLOAT32, 3, 40)));
    assertThat(SharedWeight.of(model))
        .containsExactly(
            new SharedWeight(
                List.of("a", "same"), List.of("MatMul 'h_node'", "MatMul 'y_node'"), 6400),
            new SharedWeight(List.of("tied"), List.of("MatMul 'i_node'", "MatMul 'j_node'"), 6400));
  }

  @Test
  void countsNumbersThatAreNone() {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) 0x7C00).putShort((short) 0x7E00).putShort((short) 0xFC00);
    TensorProto halves =
        TensorProto.newBuilder()
            .setName("h")
            .setDataType(ElementType.FLOAT16.code())
            .addDims(6)
            .setRawData(ByteString.copyFrom(bytes.rewind()))
            .build();
    List<Initializer> weights =
        List.of(Initializer.of(Models.raw("w", 1, 40)), Initializer.of(halves));
    assertThat(NonFinite.of(weights)).containsExactly(new NonFinite("h", 1, 2));
  }
}
