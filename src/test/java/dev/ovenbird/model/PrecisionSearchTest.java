package dev.ovenbird.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.QuantizeReport;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionSearchTest {
  private static final Path MODEL = Path.of("src/test/resources/zoo/bert/model.onnx");
  private static final QuantizeOptions Q4 = QuantizeOptions.of(Dtype.Q4);

  @TempDir Path folder;

  private Path small;
  private long usualBytes;
  private double usualCosine;

  @BeforeEach
  void quantizeAsUsual() {
    small = folder.resolve("small.onnx");
    usualBytes = Quantizer.quantize(MODEL, small, Q4).bytes();
    usualCosine = cosine(small);
  }

  @Test
  void aLargerSizeIsUsedForATruerModel() throws IOException {
    long target = usualBytes + 20_000;
    QuantizeReport report = write(new PrecisionSearch.Target(target, 0));
    assertThat(report.bytes()).isGreaterThan(usualBytes).isLessThanOrEqualTo(target);
    assertThat(Files.size(small)).isEqualTo(report.bytes());
    assertThat(cosine(small)).isGreaterThan(usualCosine);
  }

  @Test
  void aTruerModelIsAsSmallAsThatAllows() throws IOException {
    long all = write(new PrecisionSearch.Target(Long.MAX_VALUE, 0)).bytes();
    double least = (usualCosine + cosine(small)) / 2;
    QuantizeReport report = write(new PrecisionSearch.Target(Long.MAX_VALUE, least));
    assertThat(cosine(small)).isGreaterThanOrEqualTo(least);
    assertThat(report.bytes()).isBetween(usualBytes + 1, all - 1);
  }

  @Test
  void whereTheOriginalFitsItsWeightsAreLeftAlone() throws IOException {
    QuantizeReport report = write(new PrecisionSearch.Target(Files.size(MODEL), 0));
    assertThat(report.quantized()).isEmpty();
    assertThat(Evaluation.compareOutputs(MODEL, small, 1, 4).get(0).maximumDifference()).isZero();
  }

  @Test
  void saysWhatCannotBeMet() throws IOException {
    byte[] before = Files.readAllBytes(small);
    assertThatThrownBy(() -> write(new PrecisionSearch.Target(usualBytes - 1, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(usualBytes + " bytes; it cannot have fewer");
    assertThatThrownBy(() -> write(new PrecisionSearch.Target(usualBytes + 20_000, 0.9999999)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at best 0.99");
    assertThat(Files.readAllBytes(small)).isEqualTo(before);
  }

  private QuantizeReport write(PrecisionSearch.Target target) throws IOException {
    return PrecisionSearch.write(
        MODEL, small, Q4, target, PrecisionSearchTest::cosine, Progress.NONE);
  }

  private static double cosine(Path candidate) {
    return Evaluation.compareOutputs(MODEL, candidate, 1, 4).get(0).meanCosine();
  }
}
