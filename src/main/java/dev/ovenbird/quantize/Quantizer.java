package dev.ovenbird.quantize;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  public static final String VERSION = "9";

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
    if (options.dtype() == Dtype.FP32) {
      return copy(in, out);
    }
    Path folder = out.toAbsolutePath().getParent();
    try (Quantization work = Quantization.open(in, folder, options)) {
      return work.write(out, Map.of());
    }
  }

  /** Whether a calibration changes what is made: it does where weights are rounded to integers. */
  public static boolean isCalibrated(Dtype dtype) {
    return dtype == Dtype.Q8 || dtype == Dtype.Q4 || dtype == Dtype.Q4F16;
  }

  /**
   * The values that a calibration should know: what products with weights take, by name, with how
   * many numbers each row has. Values of branches and loops are left out.
   *
   * @throws InputException if the model is damaged
   */
  public static Map<String, Integer> productInputs(Path in) {
    OnnxModel model = GraphCleaner.clean(ConstantHoister.hoist(OnnxReader.read(in)));
    WeightUses uses = WeightUses.of(model.graph());
    WeightPlan plan = new WeightPlan(model, uses, QuantizeOptions.of(Dtype.Q8).minimumElements());
    Set<String> ofMainGraph = new HashSet<>();
    model.graph().getNodeList().forEach(node -> ofMainGraph.addAll(node.getOutputList()));
    Map<String, Integer> inputs = new LinkedHashMap<>();
    for (Initializer tensor : model.initializers()) {
      if (plan.reasonToKeep(tensor).isEmpty()) {
        Weight weight = plan.weight(tensor);
        weight.factors().stream()
            .filter(ofMainGraph::contains)
            .forEach(input -> inputs.put(input, weight.matrix().inputs()));
      }
    }
    return inputs;
  }

  private static QuantizeReport copy(Path in, Path out) {
    OnnxModel model = OnnxReader.read(in);
    long bytes = originalSize(in, model);
    if (bytes == size(in) && bytes <= OnnxWriter.LARGEST_WHOLE) {
      OnnxWriter.replace(out, output -> Files.copy(in, output));
    } else {
      bytes = OnnxWriter.write(model, out).stream().mapToLong(Quantizer::size).sum();
    }
    List<KeptTensor> kept =
        model.initializers().stream()
            .map(tensor -> KeptTensor.of(tensor, "fp32 was asked for"))
            .toList();
    return new QuantizeReport(originalSize(in, model), bytes, List.of(), kept);
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
