package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.model.Calibrator;
import dev.ovenbird.onnx.FineTuned;
import dev.ovenbird.onnx.TensorPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a model that was trained on in one layer, the others stay what they were, byte by byte. */
class ChangedLayerTest {
  private static final Path BERT = Path.of("src/test/resources/zoo/bert/model.onnx");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"Q8", "Q4", "Q4F16", "FP16"})
  void changesTheBytesOfThatLayerAlone(Dtype dtype) throws IOException {
    String layer =
        TensorPlace.of(BERT).get("model.onnx").stream()
            .map(TensorPlace::layer)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElseThrow();
    Path tuned = folder.resolve("tuned.onnx");
    FineTuned.write(BERT, layer, tuned);
    Calibration calibration = Calibrator.onMadeUpInput(BERT);

    byte[] before = quantize(BERT, dtype, calibration);
    Path after = folder.resolve("small.onnx");
    byte[] now = quantize(tuned, dtype, calibration);

    assertThat(now).hasSameSizeAs(before);
    TreeSet<String> changed = new TreeSet<>();
    long at = 0;
    List<TensorPlace> places = TensorPlace.of(after).get("small.onnx");
    for (TensorPlace place : places) {
      assertThat(same(before, now, at, place.dataBegin())).isTrue();
      if (!same(before, now, place.dataBegin(), place.end())) {
        changed.add(place.layer());
      }
      at = place.end();
    }
    assertThat(changed).containsExactly(layer);
  }

  private byte[] quantize(Path onnx, Dtype dtype, Calibration calibration) throws IOException {
    Path small = folder.resolve("small.onnx");
    Quantizer.quantize(onnx, small, QuantizeOptions.of(dtype).with(calibration));
    return Files.readAllBytes(small);
  }

  private static boolean same(byte[] a, byte[] b, long begin, long end) {
    return Arrays.equals(a, (int) begin, (int) end, b, (int) begin, (int) end);
  }
}
