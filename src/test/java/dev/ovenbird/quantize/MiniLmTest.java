package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.evaluate.Sentences;
import dev.ovenbird.model.Calibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmTest {
  @TempDir Path folder;

  private static final Calibration CALIBRATION =
      Calibrator.onTexts(MiniLm.onnx(), MiniLm.tokenizer(), Calibrator.defaultTexts());

  @Test
  void eightBitsAreAQuarterOfTheBytesAndAlmostTheSameVectors() throws IOException {
    QuantizeReport report = quantize(Dtype.Q8);
    assertThat(report.originalBytes()).isEqualTo(90_387_606);
    assertThat(Files.size(small(Dtype.Q8)))
        .isEqualTo(report.bytes())
        .isLessThanOrEqualTo(24_000_000);
    assertThat(report.quantized()).hasSize(38);

    Fidelity fidelity = fidelity(Dtype.Q8);
    assertThat(fidelity.meanCosine()).isGreaterThanOrEqualTo(0.999);
    assertThat(fidelity.minimumCosine()).isGreaterThanOrEqualTo(0.995);
    assertThat(fidelity.nearestNeighbourAgreement()).isGreaterThanOrEqualTo(0.95);

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsBytes(report), QuantizeReport.class))
        .isEqualTo(report);
    assertThat(json.readValue(json.writeValueAsBytes(fidelity), Fidelity.class))
        .isEqualTo(fidelity);
  }

  @Test
  void fourBitsAreASixthOfTheBytes() throws IOException {
    quantize(Dtype.Q4);
    assertThat(Files.size(small(Dtype.Q4))).isLessThanOrEqualTo(15_000_000);
    assertThat(fidelity(Dtype.Q4).meanCosine()).isGreaterThanOrEqualTo(0.985);
  }

  @Test
  void sixteenBitsAreHalfOfTheBytesAndTheSameVectors() throws IOException {
    quantize(Dtype.FP16);
    assertThat(Files.size(small(Dtype.FP16))).isLessThanOrEqualTo(45_400_000);
    assertThat(fidelity(Dtype.FP16).minimumCosine()).isGreaterThanOrEqualTo(0.99999);
  }

  private QuantizeReport quantize(Dtype dtype) {
    return Quantizer.quantize(
        MiniLm.onnx(), small(dtype), QuantizeOptions.of(dtype).with(CALIBRATION));
  }

  private Fidelity fidelity(Dtype dtype) {
    return Evaluation.compareEncoders(
        MiniLm.onnx(), small(dtype), MiniLm.tokenizer(), Sentences.VARIED, MiniLm.OPTIONS);
  }

  private Path small(Dtype dtype) {
    return folder.resolve(dtype.fileName());
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first.onnx");
    Path second = folder.resolve("second.onnx");
    Quantizer.quantize(MiniLm.onnx(), first, QuantizeOptions.of(Dtype.Q8).with(CALIBRATION));
    Quantizer.quantize(MiniLm.onnx(), second, QuantizeOptions.of(Dtype.Q8).with(CALIBRATION));
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    try (var files = Files.list(folder)) {
      assertThat(files).as("no scratch file stays").hasSize(2);
    }
  }
}
