package dev.ovenbird.quantize;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.onnx.OnnxWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a model smaller.
 *
 * <pre>{@code
 * QuantizeReport report =
 *     Quantizer.quantize(in, out, QuantizeOptions.of(Dtype.Q8));
 * }</pre>
 */
public final class Quantizer {
  /** Changes whenever the same input would give other bytes; part of the keys of caches. */
  public static final String VERSION = "1";

  private Quantizer() {}

  /**
   * Writes a smaller version of a model. The same input gives the same bytes. The result appears
   * whole or not at all. Thread-safe; uses the common pool.
   *
   * @param in an ONNX model; external data beside it is read too
   * @param out the file to write; its folder is made if need be
   * @throws InputException if the model is damaged, or the dtype cannot be made
   */
  public static QuantizeReport quantize(Path in, Path out, QuantizeOptions options) {
    return switch (options.dtype()) {
      case FP32 -> copy(in, out);
      case Q8 -> q8(in, out, options);
      case FP16, Q4, Q4F16 ->
          throw new InputException(
              Diagnostic.error(
                  in,
                  0,
                  "The dtype " + options.dtype().id() + " is not available yet.",
                  "Use fp32 or q8."));
    };
  }

  private static QuantizeReport q8(Path in, Path out, QuantizeOptions options) {
    OnnxModel model = OnnxReader.read(in);
    StandardOpset.require(in, model);
    OnnxModel clean = GraphCleaner.clean(model);
    WeightPlan plan = new WeightPlan(WeightUses.of(clean.graph()), options);
    List<QuantizedTensor> quantized = new ArrayList<>();
    List<KeptTensor> kept = new ArrayList<>();
    try (Scratch scratch = new Scratch(out.toAbsolutePath().getParent())) {
      Int8Graph narrow = new Int8Graph(scratch);
      for (Initializer tensor : clean.initializers()) {
        Optional<String> reason = plan.reasonToKeep(tensor);
        if (reason.isPresent()) {
          narrow.keep(tensor);
          kept.add(KeptTensor.of(tensor, reason.get()));
        } else {
          quantized.add(narrow.add(plan.weight(tensor)));
        }
      }
      OnnxWriter.write(StandardOpset.raiseFormat(narrow.build(clean)), out);
    }
    return new QuantizeReport(originalSize(in, model), size(out), quantized, kept);
  }

  private static QuantizeReport copy(Path in, Path out) {
    OnnxModel model = OnnxReader.read(in);
    if (originalSize(in, model) == size(in)) {
      OnnxWriter.replace(out, output -> Files.copy(in, output));
    } else {
      OnnxWriter.write(model, out);
    }
    List<KeptTensor> kept =
        model.initializers().stream()
            .map(tensor -> KeptTensor.of(tensor, "fp32 was asked for"))
            .toList();
    return new QuantizeReport(originalSize(in, model), size(out), List.of(), kept);
  }

  /** Larger than the file when weights are beside it. */
  private static long originalSize(Path in, OnnxModel model) {
    return Math.max(size(in), OnnxSize.of(model));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
