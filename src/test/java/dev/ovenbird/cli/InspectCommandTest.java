package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void givenAModelInTwoFilesWithATiedWeightAndABrokenOne() {
    TensorProto whole = Models.raw("broken", 1, 40, 40);
    ByteBuffer bytes =
        ByteBuffer.wrap(whole.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY).putFloat(Float.NaN).rewind();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(Models.node("MatMul", List.of("x", "tied"), "h"))
            .addNode(Models.node("MatMul", List.of("h", "tied"), "i"))
            .addNode(Models.node("MatMul", List.of("i", "broken"), "y"))
            .addInitializer(Models.raw("tied", 2, 40, 40))
            .addInitializer(whole.toBuilder().setRawData(ByteString.copyFrom(bytes)))
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 40))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 40));
    OnnxModel built = Models.model(17, graph);
    model = folder.resolve("model.onnx");
    OnnxWriter.writeExternal(built, model);
  }

  @Test
  void speaksToPeople() {
    assertThat(CommandLineRun.of("model", "inspect", model, "--numbers").out().lines().skip(1))
        .containsExactly(
            "size       14.9 kB, 3,200 parameters",
            "files      model.onnx  319 B",
            "           model.onnx_data  14.6 kB",
            "made by    test; IR 8, opset ai.onnx 17",
            "takes      x  float32  [3, 40]",
            "gives      y  float32  [3, 40]",
            "computes   3 nodes:",
            "           MatMul 3",
            "weights     12.8 kB  float32 in 2 tensors",
            "largest      6.4 kB  float32  [40, 40]  tied",
            "             6.4 kB  float32  [40, 40]  broken",
            "shared       6.4 kB  tied, used 2 times: MatMul",
            "numbers    2 NaN and 1 infinite in broken",
            "as q8        3.7 kB  2 multiplied in 8 bits",
            "as q4        4.7 kB  2 multiplied in 4 bits, 1 of these in 8 bits",
            "as fp16      6.6 kB  weights in 16 bits",
            "as q4f16     4.4 kB  2 multiplied in 4 bits, 1 of these in 8 bits");
  }

  @Test
  void speaksToPrograms() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(CommandLineRun.of("model", "inspect", model, "--json", "--numbers").out());
    assertThat(json.at("/files/model.onnx_data").asLong()).isEqualTo(14592);
    assertThat(json.at("/tensors/1/name").asText()).isEqualTo("broken");
    assertThat(json.at("/nonFinite/0/nan").asLong()).isEqualTo(2);
    assertThat(json.at("/shared/0/names/0").asText()).isEqualTo("tied");
  }
}
