package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelTest {
  /** What the original thinks of the next token after mud, straw, nest, egg, and at the start. */
  private static final double[][] P = {
    {0.1, 0.7, 0.1, 0.05, 0.05},
    {0.2, 0.2, 0.5, 0.05, 0.05},
    {0.1, 0.1, 0.1, 0.6, 0.1},
    {0.2, 0.2, 0.2, 0.2, 0.2},
    {0.6, 0.2, 0.1, 0.05, 0.05}
  };

  /** What the candidate does: it expects another nest after straw, and is less sure after mud. */
  private static final double[][] Q = {
    {0.2, 0.4, 0.2, 0.1, 0.1},
    {0.5, 0.2, 0.2, 0.05, 0.05},
    {0.1, 0.1, 0.1, 0.6, 0.1},
    {0.2, 0.2, 0.2, 0.2, 0.2},
    {0.6, 0.2, 0.1, 0.05, 0.05}
  };

  private static final List<String> PASSAGES = List.of("mud straw nest egg", "nest egg mud");

  @TempDir Path folder;

  @Test
  void agreesWithArithmetic() throws IOException {
    Fidelity fidelity = compare(given(P), given(Q), 16);

    // The pairs of the passages: start-mud, mud-straw, straw-nest, nest-egg; start-nest, nest-egg,
    // egg-mud. Both agree everywhere but after straw.
    double original = 0.6 * 0.7 * 0.5 * 0.6 * 0.1 * 0.6 * 0.2;
    double candidate = 0.6 * 0.4 * 0.2 * 0.6 * 0.1 * 0.6 * 0.2;
    double afterMud =
        0.1 * Math.log(0.1 / 0.2) * 2 + 0.7 * Math.log(0.7 / 0.4) + 0.1 * Math.log(0.05 / 0.1);
    double afterStraw = 0.2 * Math.log(0.2 / 0.5) + 0.5 * Math.log(0.5 / 0.2);
    assertFigure(fidelity, Metric.PREDICTIONS, 7);
    assertFigure(fidelity, Metric.NEXT_TOKEN_AGREEMENT, 6 / 7.0);
    assertFigure(fidelity, Metric.ORIGINAL_PERPLEXITY, Math.pow(original, -1 / 7.0));
    assertFigure(fidelity, Metric.PERPLEXITY, Math.pow(candidate, -1 / 7.0));
    assertFigure(fidelity, Metric.PERPLEXITY_INCREASE, Math.pow(original / candidate, 1 / 7.0) - 1);
    assertFigure(fidelity, Metric.MEAN_DIVERGENCE, (afterMud + afterStraw) / 7);
    assertThat(fidelity.samples()).isEqualTo(2);
    assertThat(fidelity.worst().get(0).text()).isEqualTo("mud straw nest egg");
    assertThat(fidelity.worst().get(0).value())
        .isCloseTo((afterMud + afterStraw) / 4, within(1e-6));
    assertThat(fidelity.worst().get(0).note())
        .isEqualTo("after \"<s> mud straw\": \"nest\" became \"mud\"");
    assertThat(fidelity.worst().get(1)).isEqualTo(new Example("nest egg mud", 0, ""));
  }

  @Test
  void jacksonWritesAndReadsIt() throws IOException {
    Fidelity fidelity = compare(given(P), given(Q), 16);
    ObjectMapper json = new ObjectMapper();
    String text = json.writeValueAsString(fidelity);
    assertThat(text)
        .startsWith("{\"task\":\"text-generation\",\"samples\":2,\"figures\":{\"nextToken");
    assertThat(json.readValue(text, Fidelity.class)).isEqualTo(fidelity);
  }

  @Test
  void emptyCachesAndSwitchesChangeNothing() throws IOException {
    Fidelity plain = compare(given(P), given(Q), 16);
    Path first =
        TinyModels.bigramsWithCache(folder.resolve("a.onnx"), ElementType.FLOAT32, logs(P));
    Path second =
        TinyModels.bigramsWithCache(folder.resolve("b.onnx"), ElementType.FLOAT32, logs(Q));
    assertThat(compare(first, second, 16)).isEqualTo(plain);
  }

  @Test
  void halfPrecisionIsReadAsSuch() throws IOException {
    Path half = TinyModels.bigramsWithCache(folder.resolve("h"), ElementType.FLOAT16, logs(P));
    Fidelity fidelity = compare(given(P), half, 16);
    assertFigure(fidelity, Metric.NEXT_TOKEN_AGREEMENT, 1);
    assertThat(fidelity.figure(Metric.MEAN_DIVERGENCE)).isPositive().isLessThan(1e-5);
  }

  @Test
  void longPassagesAreReadInPieces() throws IOException {
    // <s> mud straw | <s> nest egg: the pair straw-nest is lost, start-nest is new.
    Fidelity fidelity =
        Evaluation.compareLanguageModels(
            given(P), given(Q), TinyModels.TOKENIZER, List.of("mud straw nest egg"), 3);
    assertFigure(fidelity, Metric.PREDICTIONS, 4);
    assertFigure(fidelity, Metric.NEXT_TOKEN_AGREEMENT, 1);
    assertFigure(fidelity, Metric.ORIGINAL_PERPLEXITY, Math.pow(0.6 * 0.7 * 0.1 * 0.6, -1 / 4.0));
  }

  @Test
  void aModelThatGivesNoNumbersIsInfinitelyFar() throws IOException {
    float[][] broken = logs(Q);
    broken[1][0] = Float.NaN;
    Path model = TinyModels.bigrams(folder.resolve("broken.onnx"), broken);
    Fidelity fidelity = compare(given(P), model, 16);
    assertThat(fidelity.figure(Metric.MEAN_DIVERGENCE)).isInfinite();
    assertThat(fidelity.figure(Metric.PERPLEXITY_INCREASE)).isInfinite();
    assertThat(Metric.PERPLEXITY_INCREASE.meets(Double.POSITIVE_INFINITY, 0.5)).isFalse();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(fidelity), Fidelity.class))
        .isEqualTo(fidelity);
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Path few = TinyModels.bigrams(folder.resolve("few.onnx"), new float[][] {{1, 2}, {3, 4}});
    assertThatThrownBy(() -> compare(few, few, 16))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("It gives token 4; the model scores 2 tokens.");
    assertThatThrownBy(() -> compare(given(P), few, 16))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The models score 5 and 2 tokens.");
    assertThatThrownBy(() -> compare(MiniLm.onnx(), MiniLm.onnx(), 16))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The model has no output 'logits', but [last_hidden_state].");
  }

  private Path given(double[][] shares) throws IOException {
    return TinyModels.bigrams(folder.resolve((shares == P ? "p" : "q") + ".onnx"), logs(shares));
  }

  private static Fidelity compare(Path original, Path candidate, int maxLength) {
    return Evaluation.compareLanguageModels(
        original, candidate, TinyModels.TOKENIZER, PASSAGES, maxLength);
  }

  private static void assertFigure(Fidelity fidelity, Metric metric, double expected) {
    assertThat(fidelity.figure(metric)).as(metric.id()).isCloseTo(expected, within(1e-6));
  }

  /** Logits that give these shares; any number may be added to a row. */
  private static float[][] logs(double[][] shares) {
    float[][] logs = new float[shares.length][shares.length];
    for (int i = 0; i < logs.length; i++) {
      for (int j = 0; j < logs.length; j++) {
        logs[i][j] = (float) Math.log(shares[i][j]) + i * 3;
      }
    }
    return logs;
  }
}
