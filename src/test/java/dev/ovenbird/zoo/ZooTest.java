package dev.ovenbird.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.model.PrecisionSearch;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  private static final List<Dtype> DTYPES = List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16);

  /**
   * Models of which a tool's file is closer because the tool leaves most weights as they are: the
   * block quantizer takes no Conv, no Gemm and no weight behind a Transpose. It is larger each
   * time.
   */
  private static final Map<Dtype, Set<String>> LEFT_ALONE_BY_THE_TOOL =
      Map.of(
          Dtype.Q4, Set.of("albert-opset11", "gpt2", "mobilenet-v1", "mobilenet-v3"),
          Dtype.Q4F16, Set.of("albert-opset11", "gpt2", "mobilenet-v1", "mobilenet-v3"));

  @TempDir Path folder;

  static Stream<ZooModel> models() {
    return Zoo.models().stream();
  }

  static Stream<Arguments> modelsAndDtypes() {
    return models().flatMap(model -> DTYPES.stream().map(dtype -> Arguments.of(model, dtype)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void readingAndWritingChangesNothing(ZooModel model) {
    Path copy = folder.resolve("copy.onnx");
    OnnxWriter.write(OnnxReader.read(model.onnx()), copy);
    Comparison comparison = model.compare(copy);
    assertThat(comparison.outputs().relativeRms()).isZero();
    comparison.presents().ifPresent(caches -> assertThat(caches.relativeRms()).isZero());
  }

  @ParameterizedTest
  @MethodSource("modelsAndDtypes")
  void isNoLargerAndNoFurtherFromTheOriginalThanWhatToolsMake(ZooModel model, Dtype dtype)
      throws IOException {
    Path small = folder.resolve(dtype.fileName());
    Calibration calibration = Calibrator.unasked(model.onnx(), null);
    Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype).with(calibration));
    List<String> defeats = defeats(model, dtype, Files.size(small), model.compare(small).outputs());
    if (LEFT_ALONE_BY_THE_TOOL.getOrDefault(dtype, Set.of()).contains(model.name())) {
      assertThat(defeats).isNotEmpty().allMatch(defeat -> defeat.startsWith("relative error"));
    } else {
      assertThat(defeats).isEmpty();
    }
  }

  /** The tool takes no Gemm, of which this model is made: its file is three times as large. */
  @Test
  void withTheToolsSizeIsCloserWhereTheToolLeavesMostWeightsAlone() throws IOException {
    ZooModel model = models().filter(each -> each.name().equals("gpt2")).findFirst().orElseThrow();
    Path small = folder.resolve("small.onnx");
    for (Peer peer : Zoo.peers(model, Dtype.Q4)) {
      PrecisionSearch.write(
          model.onnx(),
          small,
          QuantizeOptions.of(Dtype.Q4),
          new PrecisionSearch.Target(peer.bytes(), 0),
          candidate -> 1 - model.compare(candidate).outputs().relativeRms(),
          Progress.NONE);
      assertThat(defeats(model, Dtype.Q4, Files.size(small), model.compare(small).outputs()))
          .isEmpty();
    }
  }

  private static List<String> defeats(ZooModel model, Dtype dtype, long bytes, Closeness ours) {
    List<String> defeats = new ArrayList<>();
    for (Peer peer : Zoo.peers(model, dtype)) {
      if (bytes > peer.bytes()) {
        defeats.add(bytes + " bytes; " + peer.scheme() + " has " + peer.bytes());
      }
      double theirs = peer.outputs().relativeRms();
      if (ours.relativeRms() > theirs) {
        defeats.add(
            "relative error " + ours.relativeRms() + "; " + peer.scheme() + " has " + theirs);
      }
    }
    return defeats;
  }
}
