package dev.ovenbird.zoo;

import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.OutputComparison;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.model.PrecisionSearch;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import java.io.IOException;
import java.nio.file.Path;

/** {@code model quantize --target-size}, which knows nothing but the model. */
public final class AtSize {
  private static final int ROUNDS = 4;
  private static final long SEED = 11;

  private AtSize() {}

  /** Writes a model that is as true as so many bytes allow. */
  public static void write(ZooModel model, Path out, Dtype dtype, long bytes) throws IOException {
    PrecisionSearch.write(
        model.onnx(),
        out,
        QuantizeOptions.of(dtype).with(Calibrator.unasked(model.onnx(), null)),
        new PrecisionSearch.Target(bytes, 0),
        small -> cosine(model.onnx(), small),
        Progress.NONE);
  }

  private static double cosine(Path original, Path small) {
    return Evaluation.compareOutputs(original, small, SEED, ROUNDS).stream()
        .mapToDouble(OutputComparison::meanCosine)
        .average()
        .orElseThrow();
  }
}
