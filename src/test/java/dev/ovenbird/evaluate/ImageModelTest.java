package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ElementType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageModelTest {
  /** Red, green and blue each speak for a class of their own. */
  private static final float[][] ORIGINAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /** Sees little of blue, and takes it for green. */
  private static final float[][] BLIND = {{1, 0, 0}, {0, 1, 0}, {0, 0.4f, 0.3f}};

  @TempDir Path folder;
  private Path images;
  private Path preprocessor;

  @BeforeEach
  void givenImages() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    given("red.png", 0xff0000);
    given("green.png", 0x00ff00);
    given("blue.png", 0x0000ff);
    Files.writeString(images.resolve("notes.txt"), "no image");
    preprocessor =
        Files.writeString(
            folder.resolve("preprocessor_config.json"),
            "{\"size\": {\"height\": 8, \"width\": 8}, \"do_normalize\": false}");
  }

  @Test
  void classifiersAgreeOnClasses() throws IOException {
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT16)) {
      Fidelity fidelity =
          compare(
              TinyModels.colours(folder.resolve("a"), type, ORIGINAL, "logits"),
              TinyModels.colours(folder.resolve("b"), type, BLIND, "logits"),
              Task.IMAGE_CLASSIFICATION);
      assertThat(fidelity.samples()).isEqualTo(3);
      // Blue is (0, 0, 1) for one and (0, 0.4, 0.3) for the other: 0.3 / 0.5.
      assertThat(fidelity.worst().get(0).text()).isEqualTo("blue.png");
      assertThat(fidelity.minimumCosine()).isCloseTo(0.6, within(1e-3));
      assertThat(fidelity.meanCosine()).isCloseTo((1 + 1 + 0.6) / 3, within(1e-3));
      assertThat(fidelity.figure(Metric.CLASS_AGREEMENT)).isEqualTo(2 / 3.0);
    }
  }

  @Test
  void embeddingsHaveCosinesOnly() throws IOException {
    Path model =
        TinyModels.colours(folder.resolve("a"), ElementType.FLOAT32, ORIGINAL, "pooler_output");
    assertThat(Evaluation.imageTask(model)).isEqualTo(Task.IMAGE_FEATURE_EXTRACTION);
    Fidelity fidelity = compare(model, model, Task.IMAGE_FEATURE_EXTRACTION);
    assertThat(fidelity.figures().keySet())
        .containsExactly(Metric.MEAN_COSINE, Metric.MINIMUM_COSINE);
    assertThat(fidelity.meanCosine()).isEqualTo(1);
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    Path model = TinyModels.colours(folder.resolve("a"), ElementType.FLOAT32, ORIGINAL, "logits");
    Files.writeString(images.resolve("broken.png"), "no image");
    assertThatThrownBy(() -> compare(model, model, Task.IMAGE_CLASSIFICATION))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("broken.png: error: The image cannot be read");
    assertThatThrownBy(() -> ImageFile.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("There is no image in the folder.");
    assertThatThrownBy(() -> Evaluation.imageTask(MiniLm.onnx()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Use a model that takes pixel_values and nothing else.");
  }

  private Fidelity compare(Path original, Path candidate, Task task) throws IOException {
    return Evaluation.compareImageModels(
        original, candidate, preprocessor, ImageFile.in(images), task);
  }

  private void given(String name, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 5; x++) {
      for (int y = 0; y < 3; y++) {
        image.setRGB(x, y, rgb);
      }
    }
    ImageIO.write(image, "png", images.resolve(name).toFile());
  }
}
