package dev.ovenbird.evaluate;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs two models on the same inputs, as often as one likes, and adds up how they differ. */
final class OutputComparer implements AutoCloseable {
  private final Path fileA;
  private final Path fileB;
  private final OrtSession a;
  private final OrtSession b;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, OutputDifference> differences = new LinkedHashMap<>();

  OutputComparer(Path fileA, Path fileB) {
    this.fileA = fileA;
    this.fileB = fileB;
    a = Sessions.open(fileA);
    try {
      b = Sessions.open(fileB);
    } catch (RuntimeException e) {
      Sessions.close(a);
      throw e;
    }
    try {
      inputs = inputs(fileA, a);
      requireSameInputs();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What the models want, by name, with the types of the first one. */
  Map<String, TensorInfo> inputs() {
    return inputs;
  }

  /** Runs both once. */
  void compare(Map<String, InputValues> values) {
    Map<String, OnnxTensor> forA = new LinkedHashMap<>();
    Map<String, OnnxTensor> forB = new LinkedHashMap<>();
    try (OrtSession.Result ra = run(fileA, a, values, forA);
        OrtSession.Result rb = run(fileB, b, values, forB)) {
      for (var output : ra) {
        var other = rb.get(output.getKey());
        if (other.isPresent()
            && output.getValue() instanceof OnnxTensor x
            && other.get() instanceof OnnxTensor y) {
          add(output.getKey(), x, y);
        }
      }
    } finally {
      forA.values().forEach(OnnxTensor::close);
      forB.values().forEach(OnnxTensor::close);
    }
  }

  /** What was found, in the first model's order. */
  List<OutputComparison> outputs() {
    if (differences.isEmpty()) {
      throw Sessions.bad(
          fileB,
          "The models have no output of numbers in common: "
              + a.getOutputNames()
              + " and "
              + b.getOutputNames()
              + ".",
          "Compare a model with one that was made from it.");
    }
    return differences.values().stream().map(OutputDifference::comparison).toList();
  }

  @Override
  public void close() {
    Sessions.close(a);
    Sessions.close(b);
  }

  private static OrtSession.Result run(
      Path file,
      OrtSession session,
      Map<String, InputValues> values,
      Map<String, OnnxTensor> tensors) {
    Map<String, TensorInfo> infos = inputs(file, session);
    try {
      for (Map.Entry<String, TensorInfo> input : infos.entrySet()) {
        InputValues given = values.get(input.getKey());
        tensors.put(
            input.getKey(),
            Tensors.create(file, input.getKey(), input.getValue(), given.shape(), given.values()));
      }
      return session.run(tensors);
    } catch (OrtException e) {
      throw Sessions.bad(
          file,
          "The model does not run on this input: " + e.getMessage(),
          "Inputs of its own can be given with --inputs.");
    }
  }

  private void add(String name, OnnxTensor x, OnnxTensor y) {
    float[] p = Tensors.floats(x);
    float[] q = Tensors.floats(y);
    if (p == null && q == null) {
      return;
    }
    long[] shape = x.getInfo().getShape();
    if (p == null || q == null || !Arrays.equals(shape, y.getInfo().getShape())) {
      throw Sessions.bad(
          fileB,
          "The output '"
              + name
              + "' has another shape or type: "
              + x.getInfo()
              + " and "
              + y.getInfo()
              + ".",
          "Compare a model with one that was made from it.");
    }
    differences.computeIfAbsent(name, OutputDifference::new).add(shape, p, q);
  }

  private void requireSameInputs() {
    if (!a.getInputNames().equals(b.getInputNames())) {
      throw Sessions.bad(
          fileB,
          "The models take different inputs: "
              + a.getInputNames()
              + " and "
              + b.getInputNames()
              + ".",
          "Compare a model with one that was made from it.");
    }
  }

  private static Map<String, TensorInfo> inputs(Path file, OrtSession session) {
    Map<String, TensorInfo> inputs = new LinkedHashMap<>();
    try {
      for (NodeInfo input : session.getInputInfo().values()) {
        if (!(input.getInfo() instanceof TensorInfo info)) {
          throw Sessions.bad(file, "The input '" + input.getName() + "' is not a tensor.", "");
        }
        inputs.put(input.getName(), info);
      }
      return inputs;
    } catch (OrtException e) {
      throw Sessions.bad(file, "The inputs cannot be read: " + e.getMessage(), "");
    }
  }
}
