package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models compared on random numbers, and on numbers from a file. */
class OutputsTest {
  private static final float[][] TABLE = {{3, 4}, {1, 0}};

  @TempDir Path folder;

  @Test
  void modelsWithACacheRunWithAndWithoutPast() throws IOException {
    Path model = TinyModels.bigramsWithCache(folder.resolve("a"), ElementType.FLOAT32, TABLE);
    Path half = TinyModels.bigramsWithCache(folder.resolve("b"), ElementType.FLOAT16, TABLE);
    List<OutputComparison> outputs = Evaluation.compareOutputs(model, half, 7, 4);
    assertThat(outputs).map(OutputComparison::output).containsExactly("logits", "present.0.key");
    // Texts of 16, 5, 23 and 16 tokens, two scores each; caches of 0, 2, 0 and 8 tokens.
    assertThat(outputs).map(OutputComparison::elements).containsExactly(120L, 20L);
    assertThat(outputs).allSatisfy(output -> assertThat(output.meanCosine()).isGreaterThan(0.999));
    assertThat(outputs.get(1).maximumDifference()).isPositive().isLessThan(2e-3);
    assertThat(Evaluation.compareOutputs(model, half, 7, 4)).isEqualTo(outputs);
  }

  @Test
  void imagesOfAnyTypeAreMadeUp() throws IOException {
    Path model =
        TinyModels.colours(folder.resolve("a"), ElementType.FLOAT16, new float[3][4], "logits");
    assertThat(Evaluation.compareOutputs(model, model, 1, 2))
        .containsExactly(new OutputComparison("logits", 8, 0, 1));
  }

  @Test
  void inputsFromAFileGiveWhatTheyShould() throws IOException {
    Path a = TinyModels.bigrams(folder.resolve("a.onnx"), TABLE);
    Path b = TinyModels.bigrams(folder.resolve("b.onnx"), new float[][] {{4, 3}, {1, 0}});
    for (String ids : List.of("[[0, 1]]", "{\"shape\": [1, 2], \"data\": [0, 1]}")) {
      OutputComparison output =
          Evaluation.compareOutputs(a, b, given("{\"input_ids\": " + ids + "}")).get(0);
      assertThat(output.elements()).isEqualTo(4);
      assertThat(output.maximumDifference()).isEqualTo(1);
      // (3, 4) and (4, 3): 24 / 25; the second row is the same.
      assertThat(output.meanCosine()).isCloseTo((0.96 + 1) / 2, within(1e-9));
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    thenSaid("{\"input_id\": [[0]]}", "no input 'input_id'", "Did you mean \"input_ids\"?");
    thenSaid("{}", "The input 'input_ids' is missing.");
    thenSaid("{\"input_ids\": [[0, 1], [1]]}", "The lists of the input 'input_ids' differ");
    thenSaid("{\"input_ids\": [[\"mud\"]]}", "holds something that is no number: \"mud\"");
    thenSaid(
        "{\"input_ids\": {\"shape\": [1, 3], \"data\": [0, 1]}}",
        "'input_ids' has 2 numbers, but its shape holds 3.");
    thenSaid("{", "This is not JSON, in line 1");
    thenSaid("{\"input_ids\": [[9]]}", "The model does not run on this input");
  }

  private void thenSaid(String json, String... words) throws IOException {
    Path model = TinyModels.bigrams(folder.resolve("a.onnx"), TABLE);
    Path inputs = given(json);
    assertThatThrownBy(() -> Evaluation.compareOutputs(model, model, inputs))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(words);
  }

  private Path given(String json) throws IOException {
    return Files.writeString(folder.resolve("inputs.json"), json);
  }
}
