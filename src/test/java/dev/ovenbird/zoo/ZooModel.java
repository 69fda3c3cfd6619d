package dev.ovenbird.zoo;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of the zoo.
 *
 * @param name of its folder
 * @param onnx its file
 * @param inputs the input sets, each from the names of inputs to tensors
 */
public record ZooModel(String name, Path onnx, List<Map<String, InputTensor>> inputs) {

  static ZooModel of(Path folder) {
    return new ZooModel(
        folder.getFileName().toString(),
        folder.resolve("model.onnx"),
        inputs(folder.resolve("inputs.json")));
  }

  /**
   * Runs this model and another on all input sets and compares their outputs.
   *
   * @throws AssertionError if an output is missing, has another shape, or is not finite
   */
  public Comparison compare(Path candidate) {
    Closeness.Sum outputs = new Closeness.Sum();
    Closeness.Sum presents = new Closeness.Sum();
    try (OrtSession first = open(onnx);
        OrtSession second = open(candidate)) {
      for (Map<String, InputTensor> set : inputs) {
        compare(first, second, set, outputs, presents);
      }
    } catch (OrtException e) {
      throw new AssertionError(name + " does not run as " + candidate.getFileName(), e);
    }
    return new Comparison(
        outputs.closeness(),
        presents.isEmpty() ? Optional.empty() : Optional.of(presents.closeness()));
  }

  @Override
  public String toString() {
    return name;
  }

  private static void compare(
      OrtSession first,
      OrtSession second,
      Map<String, InputTensor> set,
      Closeness.Sum outputs,
      Closeness.Sum presents)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (var input : set.entrySet()) {
        tensors.put(input.getKey(), input.getValue().create());
      }
      try (OrtSession.Result original = first.run(tensors);
          OrtSession.Result result = second.run(tensors)) {
        for (var output : original) {
          OnnxTensor a = (OnnxTensor) output.getValue();
          OnnxTensor b = (OnnxTensor) result.get(output.getKey()).orElseThrow();
          add(output.getKey(), a, b, output.getKey().startsWith("present") ? presents : outputs);
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static void add(String output, OnnxTensor a, OnnxTensor b, Closeness.Sum sum) {
    TensorInfo shape = a.getInfo();
    if (!Arrays.equals(shape.getShape(), b.getInfo().getShape())) {
      throw new AssertionError(output + " has the shape " + b.getInfo());
    }
    FloatBuffer values = b.getFloatBuffer();
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new AssertionError(output + " has values that are not finite");
      }
    }
    long[] dimensions = shape.getShape();
    sum.add(a.getFloatBuffer(), values, (int) dimensions[dimensions.length - 1]);
  }

  private static OrtSession open(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment.createSession(file.toString(), options);
    }
  }

  private static List<Map<String, InputTensor>> inputs(Path file) {
    List<Map<String, InputTensor>> sets = new ArrayList<>();
    try {
      for (JsonNode set : new ObjectMapper().readTree(file.toFile()).get("sets")) {
        Map<String, InputTensor> inputs = new LinkedHashMap<>();
        set.properties()
            .forEach(input -> inputs.put(input.getKey(), InputTensor.of(input.getValue())));
        sets.add(inputs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sets;
  }
}
