package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandsTest {
  @TempDir Path folder;
  private Path model;
  private Path small;

  @BeforeEach
  void givenAModel() throws IOException {
    model = folder.resolve("model.onnx");
    small = folder.resolve("small.onnx");
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(Models.node("MatMul", List.of("x", "w"), "y"))
            .addInitializer(Models.raw("w", 1, 96, 64))
            .addInput(Models.value("x", ElementType.FLOAT32, 3, 96))
            .addOutput(Models.value("y", ElementType.FLOAT32, 3, 64));
    Files.write(model, Models.bytes(Models.model(17, graph)));
  }

  @Test
  void inspects() throws IOException {
    assertThat(CommandLineRun.of("model", "inspect", model).out())
        .contains("MatMul 1", "6,144 parameters");
    JsonNode json = thenJson(CommandLineRun.of("model", "inspect", model, "--json"));
    assertThat(json.at("/parameters").asLong()).isEqualTo(6144);
    assertThat(json.at("/inputs/0/name").asText()).isEqualTo("x");
  }

  @Test
  void quantizes() throws IOException {
    CommandLineRun run = quantize();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("24.7 kB → ").contains("1 tensor as q8, 0 as they were");
    Files.delete(small);
    JsonNode json =
        thenJson(CommandLineRun.of("model", "quantize", model, small, "--dtype=q8", "--json"));
    assertThat(json.at("/bytes").asLong()).isEqualTo(Files.size(small));
    assertThat(json.at("/quantized/0/name").asText()).isEqualTo("w");
  }

  @Test
  void compares() throws IOException {
    quantize();
    assertThat(CommandLineRun.of("model", "compare", model, small).out())
        .startsWith("y: cosine 0.99");
    JsonNode json = thenJson(CommandLineRun.of("model", "compare", model, small, "--json"));
    assertThat(json.at("/0/meanCosine").asDouble()).isGreaterThan(0.99);
  }

  @Test
  void packs() throws IOException {
    Path site = folder.resolve("site");
    CommandLineRun run =
        CommandLineRun.of(
            "model", "pack", "--name=tiny", "--output", site, "--json", "onnx/model.onnx=" + model);
    JsonNode json = thenJson(run);
    assertThat(site.resolve(json.at("/manifestPath").asText())).isRegularFile();
    assertThat(json.at("/decodedBytes").asLong()).isEqualTo(Files.size(model));
    assertThat(json.get("files").get("onnx/model.onnx").get("shards")).hasSize(1);
  }

  @Test
  void keepsTheOriginal() {
    CommandLineRun run = CommandLineRun.of("model", "quantize", model, model, "--dtype=q8");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("IN.onnx and OUT.onnx are the same file");
  }

  @Test
  void namesTheDtypesThereAre() {
    CommandLineRun run = CommandLineRun.of("model", "quantize", model, small, "--dtype=int9000");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Known here: fp32, fp16, q8, q4, q4f16.");
  }

  @Test
  void refusesANameThatLeavesTheFolder() {
    CommandLineRun run =
        CommandLineRun.of("model", "pack", "--name=../up", "--output", folder, model);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Files.writeString(model, "no model");
    CommandLineRun run = quantize();
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).startsWith(model + ": error: ").endsWith("Nothing was written.\n");
    assertThat(small).doesNotExist();
  }

  @Test
  void wantsSentencesInTheirFile() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
    CommandLineRun run =
        CommandLineRun.of(
            "model", "compare", model, model, "--tokenizer=t.json", "--sentences", empty);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).startsWith(empty + ": error: There is no sentence in it.");
  }

  private CommandLineRun quantize() {
    return CommandLineRun.of("model", "quantize", model, small, "--dtype=q8");
  }

  private static JsonNode thenJson(CommandLineRun run) throws IOException {
    assertThat(run.code()).isZero();
    return new ObjectMapper().readTree(run.out());
  }
}
