package dev.ovenbird.quantize;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.TensorUses;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is being made smaller, and can be written several times with its weights stored in
 * different ways; each form of a weight is made once.
 *
 * <pre>{@code
 * try (Quantization work = Quantization.open(in, out.getParent(), QuantizeOptions.of(Dtype.Q4))) {
 *   work.write(out, Map.of("lm_head.weight", Precision.INT8));
 * }
 * }</pre>
 *
 * <p>Not thread-safe; uses the common pool.
 */
public final class Quantization implements AutoCloseable {
  private final Path in;
  private final QuantizeOptions options;
  private final OnnxModel original;
  private final OnnxModel clean;
  private final long opset;
  private final WeightUses uses;
  private final Map<String, String> kept = new LinkedHashMap<>();
  private final List<Weight> weights;
  private final Scratch scratch;
  private final WeightEncoder encoder;

  private Quantization(Path in, Path folder, QuantizeOptions options) {
    this.in = in;
    this.options = options;
    original = OnnxReader.read(in);
    opset = StandardOpset.require(in, original);
    clean = prepare(GraphCleaner.clean(ConstantHoister.hoist(original)));
    uses = WeightUses.of(clean.graph());
    weights = plan();
    scratch = new Scratch(folder);
    encoder = new WeightEncoder(options, weights, scratch);
  }

  /**
   * Reads a model and decides what can be made smaller.
   *
   * @param in an ONNX model; external data beside it is read too
   * @param scratch a folder for temporary files, with room for the small model
   * @throws InputException if the model is damaged or too old
   */
  public static Quantization open(Path in, Path scratch, QuantizeOptions options) {
    return new Quantization(in, scratch, options);
  }

  /** The weights that are made smaller and how the dtype stores them, in the model's order. */
  public Map<String, Precision> weights() {
    Map<String, Precision> usual = new LinkedHashMap<>();
    weights.forEach(
        weight -> usual.put(weight.name(), WeightEncoder.usual(options.dtype(), weight)));
    return usual;
  }

  /**
   * Writes the small model. The same input gives the same bytes. The file appears whole or not at
   * all.
   *
   * @param precisions for weights that shall be stored otherwise than the dtype says
   */
  public QuantizeReport write(Path out, Map<String, Precision> precisions) {
    Map<String, StoredWeight> stored = encoder.encode(precisions);
    OnnxModel small = assemble(stored);
    if (options.dtype() == Dtype.FP16 || options.dtype() == Dtype.Q4F16) {
      small = HalfPrecision.apply(small, scratch);
    }
    GraphProto graph = ShortNames.apply(small.graph(), original.graph());
    small = small.with(graph, TensorUses.of(graph).inOrder(small.initializers()));
    long bytes = 0;
    for (Path file : OnnxWriter.write(StandardOpset.declare(small), out)) {
      bytes += size(file);
    }
    return report(bytes, stored);
  }

  @Override
  public void close() {
    scratch.close();
  }

  /** Where activations are rounded to 8 bits, a quicker GELU is exact enough. */
  private OnnxModel prepare(OnnxModel model) {
    if (options.dtype() != Dtype.Q8) {
      return model;
    }
    OnnxModel gelu = model.with(GeluFusion.apply(model), model.initializers());
    OnnxModel quick = LayerNormSplit.apply(gelu, opset);
    return quick.with(GraphCleaner.withoutDeadNodes(quick.graph()), quick.initializers());
  }

  /** What is made smaller; for all else, why not goes into {@link #kept}. */
  private List<Weight> plan() {
    WeightPlan plan = new WeightPlan(clean, uses, options.minimumElements());
    List<Weight> planned = new ArrayList<>();
    for (Initializer tensor : clean.initializers()) {
      Optional<String> reason =
          options.dtype() == Dtype.FP16 ? Optional.of("16 bits") : plan.reasonToKeep(tensor);
      if (reason.isPresent()) {
        kept.put(tensor.name(), reason.get());
      } else {
        planned.add(plan.weight(tensor));
      }
    }
    return planned;
  }

  private OnnxModel assemble(Map<String, StoredWeight> stored) {
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

  private QuantizeReport report(long bytes, Map<String, StoredWeight> stored) {
    List<QuantizedTensor> quantized = new ArrayList<>();
    List<KeptTensor> left = new ArrayList<>();
    for (Initializer tensor : clean.initializers()) {
      StoredWeight weight = stored.get(tensor.name());
      if (weight != null) {
        quantized.add(weight.report());
      } else {
        String reason = kept.getOrDefault(tensor.name(), encoder.reasonToKeep(tensor.name()));
        left.add(KeptTensor.of(tensor, reason));
      }
    }
    // Larger than the file when weights are beside it.
    long before = Math.max(size(in), OnnxSize.of(original));
    return new QuantizeReport(before, bytes, quantized, left);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
