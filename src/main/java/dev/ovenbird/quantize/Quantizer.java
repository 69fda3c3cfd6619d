package dev.ovenbird.quantize;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public static final String VERSION = "2";

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
    OnnxModel model = OnnxReader.read(in);
    long opset = StandardOpset.require(in, model);
    OnnxModel clean = GraphCleaner.clean(ConstantHoister.hoist(model));
    WeightUses uses = WeightUses.of(clean.graph());
    try (Scratch scratch = new Scratch(out.toAbsolutePath().getParent())) {
      Map<String, StoredWeight> stored = Map.of();
      Map<String, String> kept = new LinkedHashMap<>();
      if (options.dtype() != Dtype.FP16) {
        List<Weight> weights = plan(clean, uses, options, kept);
        stored = new WeightEncoder(options, scratch).encode(weights);
        for (Weight weight : weights) {
          if (!stored.containsKey(weight.name())) {
            kept.put(weight.name(), "holds values that are not finite");
          }
        }
      }
      OnnxModel small = assemble(clean, uses, stored, opset);
      if (options.dtype() == Dtype.FP16 || options.dtype() == Dtype.Q4F16) {
        small = HalfPrecision.apply(small, scratch);
      }
      OnnxWriter.write(StandardOpset.declare(small), out);
      return report(in, out, model, clean, stored, kept);
    }
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
    Set<String> ofMainGraph = new HashSet<>();
    model.graph().getNodeList().forEach(node -> ofMainGraph.addAll(node.getOutputList()));
    Map<String, Integer> inputs = new LinkedHashMap<>();
    for (Weight weight : plan(model, uses, QuantizeOptions.of(Dtype.Q8), new LinkedHashMap<>())) {
      if (weight.onlyInput() != null && ofMainGraph.contains(weight.onlyInput())) {
        inputs.put(weight.onlyInput(), weight.matrix().inputs());
      }
    }
    return inputs;
  }

  /** What is made smaller; for all else, why not goes into {@code kept}. */
  private static List<Weight> plan(
      OnnxModel model, WeightUses uses, QuantizeOptions options, Map<String, String> kept) {
    WeightPlan plan = new WeightPlan(uses, options.minimumElements());
    List<Weight> weights = new ArrayList<>();
    for (Initializer tensor : model.initializers()) {
      Optional<String> reason =
          options.precision(tensor.name()) == Precision.FLOAT
              ? Optional.of("asked for")
              : plan.reasonToKeep(tensor);
      if (reason.isPresent()) {
        kept.put(tensor.name(), reason.get());
      } else {
        weights.add(plan.weight(tensor));
      }
    }
    return weights;
  }

  private static OnnxModel assemble(
      OnnxModel clean, WeightUses uses, Map<String, StoredWeight> stored, long opset) {
    Emitter emitter = Emitter.forMainGraph(opset);
    GraphProto graph = new GraphRewriter(stored, uses).rewrite(clean.graph(), emitter);
    List<Initializer> tensors = new ArrayList<>();
    for (Initializer tensor : clean.initializers()) {
      StoredWeight weight = stored.get(tensor.name());
      tensors.addAll(weight == null ? List.of(tensor) : weight.tensors());
    }
    tensors.addAll(emitter.constants());
    return clean.with(GraphCleaner.withoutDeadNodes(graph), tensors);
  }

  private static QuantizeReport report(
      Path in,
      Path out,
      OnnxModel original,
      OnnxModel clean,
      Map<String, StoredWeight> stored,
      Map<String, String> kept) {
    List<QuantizedTensor> quantized = new ArrayList<>();
    List<KeptTensor> left = new ArrayList<>();
    for (Initializer tensor : clean.initializers()) {
      if (stored.containsKey(tensor.name())) {
        quantized.add(stored.get(tensor.name()).report());
      } else {
        left.add(KeptTensor.of(tensor, kept.getOrDefault(tensor.name(), "16 bits are enough")));
      }
    }
    return new QuantizeReport(originalSize(in, original), size(out), quantized, left);
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
