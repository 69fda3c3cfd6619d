package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsCosinesAndNeighbours() throws IOException {
    float[][] original = {{1, 0}, {0.9f, 0.1f}, {0, 1}, {0.1f, 0.9f}};
    float[][] candidate = {{1, 0}, {0.9f, 0.1f}, {0, 1}, {0.7f, 0.72f}};
    Fidelity fidelity =
        VectorComparison.of(
            Task.FEATURE_EXTRACTION, List.of("a", "b", "c", "d"), original, candidate);
    assertThat(fidelity.samples()).isEqualTo(4);
    assertThat(fidelity.worst().get(0).text()).isEqualTo("d");
    assertThat(fidelity.minimumCosine()).isCloseTo(0.790, within(1e-3));
    assertThat(fidelity.meanCosine()).isCloseTo(0.947, within(1e-3));
    // d's nearest was c and is now b; the others keep theirs.
    assertThat(fidelity.nearestNeighbourAgreement()).isEqualTo(0.75);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(fidelity), Fidelity.class))
        .isEqualTo(fidelity);
  }

  @Test
  void aModelIsLikeItself() throws IOException {
    List<OutputComparison> outputs = Evaluation.compareOutputs(MiniLm.onnx(), MiniLm.onnx(), 1);
    assertThat(outputs)
        .singleElement()
        .satisfies(
            output -> {
              assertThat(output.output()).isEqualTo("last_hidden_state");
              assertThat(output.elements()).isEqualTo(16 * 384);
              assertThat(output.maximumDifference()).isZero();
              assertThat(output.meanCosine()).isCloseTo(1, within(1e-9));
            });
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(outputs.get(0)), OutputComparison.class))
        .isEqualTo(outputs.get(0));
  }
}
