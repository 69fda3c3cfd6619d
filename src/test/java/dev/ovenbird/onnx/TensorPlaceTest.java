package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorPlaceTest {
  @TempDir Path folder;

  @Test
  void isWhereTheNumbersOfATensorLie() throws IOException {
    TensorProto first = Models.raw("first", 1, 8, 8);
    TensorProto second = Models.raw("second", 2, 16, 8);
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(
        Models.model(13, GraphProto.newBuilder().addInitializer(first).addInitializer(second)),
        file);
    List<TensorPlace> places = TensorPlace.of(file).get("model.onnx");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(places).hasSize(2);
    assertThat(data(bytes, places.get(0))).isEqualTo(first.getRawData().toByteArray());
    assertThat(data(bytes, places.get(1))).isEqualTo(second.getRawData().toByteArray());
    assertThat(places.get(0).end()).isEqualTo(places.get(1).begin());
    assertThat(places).allMatch(place -> place.width() == 4);
  }

  @Test
  void isGivenForExternalDataToo() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.writeExternal(
        Models.model(
            13,
            GraphProto.newBuilder()
                .addInitializer(Models.raw("small", 1, 127, 128))
                .addInitializer(Models.raw("large", 2, 129, 128))),
        file);
    assertThat(TensorPlace.of(file).get("model.onnx")).isEmpty();
    assertThat(TensorPlace.of(file).get("model.onnx_data"))
        .containsExactly(
            new TensorPlace(0, 0, 127 * 128 * 4, 4, ""),
            new TensorPlace(65536, 65536, 65536 + 129 * 128 * 4, 4, ""));
  }

  @Test
  void tellsTheLayerByTheNameOfWhatATensorIsFor() {
    Path file = folder.resolve("model.onnx");
    OnnxModel model =
        Models.model(
            13,
            GraphProto.newBuilder()
                .addInitializer(Models.raw("onnx::MatMul_9", 1, 2, 2))
                .addInitializer(Models.raw("head.weight", 2, 2, 2))
                .addInitializer(Models.raw("encoder.layer.0.bias", 3, 2, 2))
                .addInitializer(Models.raw("table", 4, 2, 2))
                .addNode(add("table", "table", "/embeddings/Add_output_0"))
                .addNode(add("/embeddings/Add_output_0", "onnx::MatMul_9", "quick"))
                .addNode(add("quick", "encoder.layer.0.bias", "/encoder/layer.0/Add_output_0"))
                .addNode(add("/encoder/layer.0/Add_output_0", "head.weight", "/head/y")));
    OnnxWriter.write(
        model.with(model.graph(), TensorUses.of(model.graph()).inOrder(model.initializers())),
        file);
    assertThat(OnnxReader.read(file).initializers())
        .extracting(Initializer::name)
        .containsExactly("table", "onnx::MatMul_9", "encoder.layer.0.bias", "head.weight");
    assertThat(TensorPlace.of(file).get("model.onnx"))
        .extracting(TensorPlace::layer)
        .containsExactly("", "encoder.layer.0", "encoder.layer.0", "");
  }

  private static NodeProto add(String left, String right, String sum) {
    return NodeProto.newBuilder()
        .setOpType("Add")
        .addInput(left)
        .addInput(right)
        .addOutput(sum)
        .build();
  }

  private static byte[] data(byte[] bytes, TensorPlace place) {
    return Arrays.copyOfRange(bytes, (int) place.dataBegin(), (int) place.end());
  }
}
