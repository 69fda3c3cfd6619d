package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.evaluate.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmTest {
  @TempDir Path folder;

  @Test
  void eightBitsAreAQuarterOfTheBytesAndTheSameVectors() throws IOException {
    Path small = folder.resolve("model_quantized.onnx");
    QuantizeReport report = Quantizer.quantize(MiniLm.onnx(), small, QuantizeOptions.of(Dtype.Q8));

    assertThat(report.originalBytes()).isEqualTo(90_387_606);
    assertThat(Files.size(small)).isEqualTo(report.bytes()).isLessThanOrEqualTo(22_950_000);
    assertThat(report.quantized())
        .hasSize(38)
        .allSatisfy(tensor -> assertThat(tensor.relativeRmsError()).isLessThan(0.012));

    Fidelity fidelity =
        Evaluation.compareEncoders(
            MiniLm.onnx(), small, MiniLm.tokenizer(), Sentences.VARIED, MiniLm.OPTIONS);
    assertThat(fidelity.meanCosine()).isGreaterThanOrEqualTo(0.9995);
    assertThat(fidelity.minimumCosine()).isGreaterThanOrEqualTo(0.998);
    assertThat(fidelity.nearestNeighbourAgreement()).isGreaterThanOrEqualTo(0.96);

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsBytes(report), QuantizeReport.class))
        .isEqualTo(report);
    assertThat(json.readValue(json.writeValueAsBytes(fidelity), Fidelity.class))
        .isEqualTo(fidelity);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first.onnx");
    Path second = folder.resolve("second.onnx");
    Quantizer.quantize(MiniLm.onnx(), first, QuantizeOptions.of(Dtype.Q8));
    Quantizer.quantize(MiniLm.onnx(), second, QuantizeOptions.of(Dtype.Q8));
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    try (var files = Files.list(folder)) {
      assertThat(files).as("no scratch file stays").hasSize(2);
    }
  }
}
