package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.evaluate.Example;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.Pooling;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Limit AGREEMENT =
      new Limit("minimumAgreement", Metric.NEXT_TOKEN_AGREEMENT, 0.95, 9, true);
  private static final Limit PERPLEXITY =
      new Limit("maximumPerplexityIncrease", Metric.PERPLEXITY_INCREASE, 0.02, 7, false);

  @Test
  void tellsEveryLimitThatIsNotKeptWithTheWorstExamples() {
    List<Diagnostic> errors = Gate.check(descriptor(), Dtype.Q8, fidelity(0.941, 0.083));
    assertThat(errors)
        .map(Diagnostic::toString)
        .map(String::strip)
        .containsExactly(
            """
            models/gemma/model.yaml:9: error: gemma as q8 strays too far from the original: the \
            same next token is 94.1 %, at least 95 % is asked for.
                Furthest from the original:
                  1.2500 nats  The bird builds
                    after "The bird": "builds" became "sings\"""",
            """
            models/gemma/model.yaml:7: error: gemma as q8 strays too far from the original: the \
            perplexity increase is +8.3 %, at most 2 % is usual for q8.
                Furthest from the original:
                  1.2500 nats  The bird builds
                    after "The bird": "builds" became "sings"
                To allow it, set evaluation.maximumPerplexityIncrease in the descriptor.""");
  }

  @Test
  void letsPassWhatKeepsThem() {
    assertThat(Gate.check(descriptor(), Dtype.Q8, fidelity(0.95, 0.02))).isEmpty();
    assertThat(Gate.check(descriptor(), Dtype.FP32, fidelity(0.1, 9))).as("no limits").isEmpty();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThat(Gate.check(descriptor(), Dtype.Q8, fidelity(1, Double.NaN)))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("increase is not a number"));
  }

  private static Fidelity fidelity(double agreement, double increase) {
    return new Fidelity(
        Task.TEXT_GENERATION,
        1,
        Map.of(Metric.NEXT_TOKEN_AGREEMENT, agreement, Metric.PERPLEXITY_INCREASE, increase),
        List.of(
            new Example(
                "The bird builds", 1.25, "after \"The bird\": \"builds\" became \"sings\"")));
  }

  private static ModelDescriptor descriptor() {
    ModelDescriptor.Source source = new ModelDescriptor.Source("file:model.onnx", "", 1, 1);
    return new ModelDescriptor(
        Path.of("models/gemma/model.yaml"),
        "gemma",
        "Gemma",
        "",
        "",
        "",
        Task.TEXT_GENERATION.id(),
        source,
        List.of(),
        Optional.of(source),
        List.of(),
        List.of(),
        List.of(Dtype.Q8),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        new TextEncoderOptions(Pooling.MEAN, true, 256),
        new EvaluationPlan(
            Task.TEXT_GENERATION,
            Optional.of(Path.of("text.txt")),
            128,
            Map.of(Dtype.Q8, List.of(AGREEMENT, PERPLEXITY))));
  }
}
