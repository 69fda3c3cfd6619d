package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as PyTorch and Transformers write them, against their own eight bits. */
class ZooFidelityTest {
  private static final Path ZOO = Path.of("src/test/resources/zoo");
  private static final List<String> PASSAGES =
      List.of("mud straw nest egg mud mud straw", "nest nest egg egg mud straw straw");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-cache", "gpt2", "gpt2-merged", "qwen3-cache", "gemma3"})
  void languageModels(String name) {
    Path original = ZOO.resolve(name).resolve("model.onnx");
    Fidelity same =
        Evaluation.compareLanguageModels(original, original, TinyModels.TOKENIZER, PASSAGES, 16);
    assertThat(same.figure(Metric.NEXT_TOKEN_AGREEMENT)).isEqualTo(1);
    assertThat(same.figure(Metric.MEAN_DIVERGENCE)).isLessThan(1e-9);

    Fidelity small =
        Evaluation.compareLanguageModels(
            original, eightBits(original), TinyModels.TOKENIZER, PASSAGES, 16);
    assertThat(small.figure(Metric.PREDICTIONS)).isEqualTo(14);
    assertThat(small.figure(Metric.MEAN_DIVERGENCE)).isPositive().isLessThan(0.01);
    assertThat(small.figure(Metric.ORIGINAL_PERPLEXITY))
        .isEqualTo(same.figure(Metric.ORIGINAL_PERPLEXITY));
  }

  @ParameterizedTest
  @CsvSource({"vit, 32", "mobilenet-v3, 64"})
  void imageModels(String name, int edge) throws IOException {
    Path original = ZOO.resolve(name).resolve("model.onnx");
    Fidelity fidelity =
        Evaluation.compareImageModels(
            original,
            eightBits(original),
            preprocessor(edge),
            List.of(image("a.png", Color.RED), image("b.png", Color.GREEN)),
            Task.IMAGE_CLASSIFICATION);
    assertThat(fidelity.meanCosine()).isBetween(0.99, 1.0);
    assertThat(fidelity.samples()).isEqualTo(2);
  }

  private Path eightBits(Path original) {
    Path small = folder.resolve("model_quantized.onnx");
    Quantizer.quantize(original, small, QuantizeOptions.of(Dtype.Q8));
    return small;
  }

  private Path preprocessor(int edge) throws IOException {
    return Files.writeString(
        folder.resolve("preprocessor_config.json"),
        "{\"size\": " + edge + ", \"image_mean\": null}");
  }

  private Path image(String name, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, colour, 64, 48, Color.BLUE));
    graphics.fillRect(0, 0, 64, 48);
    graphics.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
