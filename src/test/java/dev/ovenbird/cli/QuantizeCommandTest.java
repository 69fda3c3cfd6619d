package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.evaluate.TinyModels;
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

/** On what a model is calibrated. */
class QuantizeCommandTest {
  private static final String REMARK = "calibrated on texts, with ";

  @TempDir Path folder;
  private Path model;
  private Path small;
  private byte[] onMadeUpInput;
  private byte[] onTexts;

  @BeforeEach
  void givenAModelOfTexts() throws IOException {
    small = folder.resolve("small.onnx");
    model = Files.createDirectory(folder.resolve("onnx")).resolve("model.onnx");
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addNode(Models.node("Gather", List.of("table", "input_ids"), "rows"))
            .addNode(Models.node("MatMul", List.of("rows", "w"), "h"))
            .addNode(Models.node("Relu", List.of("h"), "y"))
            .addInitializer(Models.raw("table", 1, 5, 64))
            .addInitializer(Models.raw("w", 2, 64, 96))
            .addInput(TinyModels.open("input_ids", ElementType.INT64, "batch", "sequence"))
            .addOutput(TinyModels.open("y", ElementType.FLOAT32, "batch", "sequence", 96));
    Files.write(model, Models.bytes(Models.model(17, graph)));
    assertThat(quantize().out()).doesNotContain(REMARK);
    onMadeUpInput = Files.readAllBytes(small);
    assertThat(quantize("--tokenizer", TinyModels.TOKENIZER).out()).doesNotContain(REMARK);
    onTexts = Files.readAllBytes(small);
    assertThat(onTexts).isNotEqualTo(onMadeUpInput);
  }

  @Test
  void theTokenizerBesideTheModelIsUsed() throws IOException {
    Path beside = Files.copy(TinyModels.TOKENIZER, model.resolveSibling("tokenizer.json"));
    assertThat(quantize().out()).startsWith(REMARK + beside + "\n");
    assertThat(small).hasBinaryContent(onTexts);
  }

  @Test
  void theTokenizerAboveTheFolderOnnxIsUsed() throws IOException {
    Path above = Files.copy(TinyModels.TOKENIZER, folder.resolve("tokenizer.json"));
    assertThat(quantize().out()).startsWith(REMARK + above + "\n");
    assertThat(small).hasBinaryContent(onTexts);
  }

  @Test
  void theTokenizerAboveAnotherFolderIsNot() throws IOException {
    Files.copy(TinyModels.TOKENIZER, folder.resolve("tokenizer.json"));
    model = Files.move(model.getParent(), folder.resolve("other")).resolve("model.onnx");
    assertThat(quantize().out()).doesNotContain(REMARK);
    assertThat(small).hasBinaryContent(onMadeUpInput);
  }

  @Test
  void oneThatDoesNotFitIsNoObstacle() throws IOException {
    Files.writeString(model.resolveSibling("tokenizer.json"), "{}");
    assertThat(quantize().out()).doesNotContain(REMARK);
    assertThat(small).hasBinaryContent(onMadeUpInput);
  }

  @Test
  void oneThatWasGivenMustFit() throws IOException {
    Files.copy(TinyModels.TOKENIZER, folder.resolve("tokenizer.json"));
    Path other = Files.writeString(folder.resolve("other.json"), "{}");
    CommandLineRun run = quantize("--tokenizer", other);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).startsWith(other + ": error: The tokenizer cannot be read");
  }

  @Test
  void sentencesAreReadWithIt() throws IOException {
    Path sentences = Files.writeString(folder.resolve("sentences.txt"), "mud straw nest\n");
    CommandLineRun without = quantize("--sentences", sentences);
    assertThat(without.code()).isEqualTo(ExitCode.USAGE);
    assertThat(without.err()).startsWith("--sentences needs a --tokenizer.");
    Files.copy(TinyModels.TOKENIZER, folder.resolve("tokenizer.json"));
    assertThat(quantize("--sentences", sentences).out()).startsWith(REMARK);
    assertThat(Files.readAllBytes(small)).isNotEqualTo(onTexts).isNotEqualTo(onMadeUpInput);
  }

  @Test
  void programsAreToldInJsonAlone() throws IOException {
    Files.copy(TinyModels.TOKENIZER, folder.resolve("tokenizer.json"));
    assertThat(quantize("--json").out()).startsWith("{");
  }

  private CommandLineRun quantize(Object... more) {
    Object[] all = new Object[5 + more.length];
    System.arraycopy(new Object[] {"model", "quantize", model, small, "--dtype=q4"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return CommandLineRun.of(all);
  }
}
