package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.quantize.Dtype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformersConfigTest {
  @TempDir Path folder;

  @Test
  void namesDtypesAndFilesOfExternalData() throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\"}");
    Path written =
        TransformersConfig.write(
            config,
            Map.of("wasm", Dtype.Q8),
            Map.of("model.onnx", 2, "model_quantized.onnx", 0),
            folder.resolve("own.json"));
    JsonNode json = new ObjectMapper().readTree(written.toFile());
    assertThat(json.path("model_type").asText()).isEqualTo("bert");
    JsonNode own = json.path("transformers.js_config");
    assertThat(own.path("dtype").asText()).isEqualTo("q8");
    assertThat(own.path("use_external_data_format").toString()).isEqualTo("{\"model.onnx\":2}");
  }

  @Test
  void packsExternalDataBesideItsModel() throws IOException {
    Path onnx = folder.resolve("model.onnx");
    OnnxWriter.writeExternal(
        Models.model(13, GraphProto.newBuilder().addInitializer(Models.raw("w", 1, 256, 256))),
        onnx);
    List<PackFile> files = ModelFiles.of("onnx/model.onnx", onnx);
    assertThat(files)
        .extracting(PackFile::path)
        .containsExactly("onnx/model.onnx", "onnx/model.onnx_data");
    Path site = folder.resolve("site");
    Pack pack = new Packer(PackOptions.DEFAULT).pack("m", Map.of(), files, site);
    for (PackFile file : files) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PackReader.write(site, pack, file.path(), out);
      assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file.source()));
    }
    assertThat(ModelFiles.size(onnx))
        .isEqualTo(Files.size(onnx) + Files.size(folder.resolve("model.onnx_data")));
  }
}
