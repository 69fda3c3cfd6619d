package dev.ovenbird.evaluate;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs two models on one random input. */
final class OutputComparer {
  private OutputComparer() {}

  static List<OutputComparison> compare(Path a, Path b, long seed) {
    Map<String, OnnxTensorLike> inputs = new LinkedHashMap<>();
    try (OrtSession first = Sessions.open(a);
        OrtSession second = Sessions.open(b)) {
      if (!first.getInputNames().equals(second.getInputNames())) {
        throw Sessions.bad(
            b,
            "The models take different inputs: "
                + first.getInputNames()
                + " and "
                + second.getInputNames()
                + ".",
            "Compare a model with one that was made from it.");
      }
      RandomInputs random = new RandomInputs(a, Vocabulary.of(a), seed);
      for (NodeInfo input : first.getInputInfo().values()) {
        if (!(input.getInfo() instanceof TensorInfo info)) {
          throw Sessions.bad(a, "The input '" + input.getName() + "' is not a tensor.", "");
        }
        inputs.put(input.getName(), random.make(input.getName(), info));
      }
      try (OrtSession.Result ra = first.run(inputs);
          OrtSession.Result rb = second.run(inputs)) {
        return outputs(b, ra, rb);
      }
    } catch (OrtException e) {
      throw Sessions.bad(a, "The models do not run on made-up input: " + e.getMessage(), "");
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private static List<OutputComparison> outputs(
      Path file, OrtSession.Result a, OrtSession.Result b) {
    List<OutputComparison> comparisons = new ArrayList<>();
    for (var output : a) {
      var other = b.get(output.getKey());
      if (other.isPresent()
          && output.getValue() instanceof OnnxTensor x
          && other.get() instanceof OnnxTensor y
          && x.getFloatBuffer() != null) {
        comparisons.add(comparison(file, output.getKey(), x, y));
      }
    }
    return comparisons;
  }

  private static OutputComparison comparison(Path file, String name, OnnxTensor a, OnnxTensor b) {
    FloatBuffer x = a.getFloatBuffer();
    FloatBuffer y = b.getFloatBuffer();
    if (y == null || x.limit() != y.limit()) {
      throw Sessions.bad(
          file,
          "The output '" + name + "' has another shape or type.",
          "Compare a model with one that was made from it.");
    }
    long[] shape = a.getInfo().getShape();
    int width = shape.length == 0 ? 1 : (int) Math.max(1, shape[shape.length - 1]);
    double largest = 0;
    double cosines = 0;
    int rows = x.limit() / width;
    for (int row = 0; row < rows; row++) {
      float[] p = new float[width];
      float[] q = new float[width];
      x.get(row * width, p);
      y.get(row * width, q);
      cosines += Vectors.cosine(p, q);
      for (int i = 0; i < width; i++) {
        double difference = Math.abs((double) p[i] - q[i]);
        largest =
            Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
    }
    return new OutputComparison(name, x.limit(), largest, rows == 0 ? 1 : cosines / rows);
  }
}
