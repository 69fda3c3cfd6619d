package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessorTest {
  private static final Offset<Float> SMALL = Offset.offset(1e-3f);

  @TempDir Path folder;

  @Test
  void enlargesAsPillowDoes() {
    Pixels wide = Resampler.resize(row(0, 255), 1, 4);
    assertThat(wide.values()).startsWith(new float[] {0, 63.75f, 191.25f, 255}, SMALL);
  }

  @Test
  void shrinksAsPillowDoes() {
    // A triangle of reach 2 around 1 and 3: shares of 3/7, 3/7 and 1/7.
    Pixels narrow = Resampler.resize(row(70, 0, 140, 0), 1, 2);
    assertThat(narrow.values()).startsWith(new float[] {30 + 20, 60}, SMALL);
  }

  @Test
  void scalesAndNormalizesEachColour() throws IOException {
    Pixels pixels = new Pixels(1, 1, new float[] {255, 51, 0});
    assertThat(
            given(
                    "{'do_resize': false, 'image_mean': [0.5, 0.1, 0.25],"
                        + " 'image_std': [0.5, 0.2, 0.5]}")
                .apply(pixels)
                .values())
        .containsExactly(new float[] {1, 0.5f, -0.5f}, SMALL);
    assertThat(given("{'do_resize': false, 'do_rescale': false}").apply(pixels).values())
        .containsExactly(255, 51, 0);
    assertThat(given("{'do_resize': false, 'rescale_factor': 0.01}").apply(pixels).values())
        .containsExactly(new float[] {2.55f, 0.51f, 0}, SMALL);
  }

  @Test
  void knowsTheFormsOfASize() throws IOException {
    thenSize("{'size': {'height': 4, 'width': 6}}", 4, 6);
    thenSize("{'size': 5}", 5, 5);
    thenSize("{'size': {'shortest_edge': 5}}", 5, 10);
    thenSize("{'size': 6, 'do_center_crop': true, 'crop_size': 4}", 4, 4);
    thenSize(
        "{'size': {'shortest_edge': 6}, 'do_center_crop': true, 'crop_size': {'height': 4, 'width': 5}}",
        4,
        5);
    thenSize("{'size': {'shortest_edge': 6}, 'crop_pct': 0.75}", 6, 6);
    thenSize("{'do_resize': false, 'size': 5}", 10, 20);
    assertThatThrownBy(() -> thenSize("{'size': {'longest_side': 6}}", 6, 6))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("It tells no size that is understood here");
  }

  @Test
  void cropsTheMiddleAndFillsUpWithBlack() {
    assertThat(row(1, 2, 3, 4).centre(1, 2).values()).startsWith(2, 3);
    assertThat(row(1, 2).centre(1, 4).values()).startsWith(0, 1, 2, 0);
  }

  @Test
  void saysWhatIsWrongWithTheFile() {
    assertThatThrownBy(() -> given("{'size': "))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("preprocessor_config.json: error: This is not JSON");
    assertThatThrownBy(() -> given("{'image_mean': [1, 2]}").apply(row(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("\"image_mean\" does not hold three numbers.");
  }

  private void thenSize(String settings, int height, int width) throws IOException {
    Pixels pixels = given(settings).apply(new Pixels(10, 20));
    assertThat(pixels.height()).as(settings).isEqualTo(height);
    assertThat(pixels.width()).as(settings).isEqualTo(width);
  }

  private Preprocessor given(String json) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    return Preprocessor.read(Files.writeString(file, json.replace('\'', '"')));
  }

  /** One line of grey. */
  private static Pixels row(float... greys) {
    Pixels pixels = new Pixels(1, greys.length);
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      for (int x = 0; x < greys.length; x++) {
        pixels.set(channel, 0, x, greys[x]);
      }
    }
    return pixels;
  }
}
