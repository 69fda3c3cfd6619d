package dev.ovenbird.evaluate;

import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs that somebody wrote down as JSON. */
final class InputFile {
  private final Path file;

  private InputFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param wanted the inputs of the model
   * @throws dev.ovenbird.diagnostics.InputException if it is no JSON, or lacks an input, or has one
   *     too many
   */
  static Map<String, InputValues> read(Path file, Map<String, TensorInfo> wanted) {
    try {
      return new InputFile(file).values(new ObjectMapper().readTree(file.toFile()), wanted);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw Sessions.bad(
          file, "This is not JSON, in line " + line + ": " + e.getOriginalMessage(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, InputValues> values(JsonNode json, Map<String, TensorInfo> wanted) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!wanted.containsKey(name)) {
        throw Sessions.bad(
            file,
            "The model has no input '" + name + "'.",
            Suggestion.orList(name, wanted.keySet()));
      }
    }
    Map<String, InputValues> values = new LinkedHashMap<>();
    for (String name : wanted.keySet()) {
      if (!json.has(name)) {
        throw Sessions.bad(
            file,
            "The input '" + name + "' is missing.",
            "Add \"" + name + "\": [[…]], or {\"shape\": […], \"data\": […]}.");
      }
      values.put(name, values(name, json.get(name)));
    }
    return values;
  }

  private InputValues values(String name, JsonNode node) {
    boolean flat = node.isObject();
    long[] shape = flat ? numbers(name, node.path("shape")) : shape(node);
    List<Double> values = new ArrayList<>();
    collect(name, flat ? node.path("data") : node, flat ? null : shape, 0, values);
    if (values.size() != Tensors.count(shape)) {
      throw Sessions.bad(
          file,
          "The input '"
              + name
              + "' has "
              + values.size()
              + " numbers, but its shape holds "
              + Tensors.count(shape)
              + ".",
          "");
    }
    return new InputValues(shape, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static long[] shape(JsonNode node) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode level = node; level.isArray(); level = level.path(0)) {
      shape.add((long) level.size());
    }
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private long[] numbers(String name, JsonNode list) {
    List<Double> values = new ArrayList<>();
    collect(name, list, null, 0, values);
    return values.stream().mapToLong(Double::longValue).toArray();
  }

  /** Numbers row by row; a shape, where one is given, is held against every list. */
  private void collect(String name, JsonNode node, long[] shape, int level, List<Double> into) {
    if (node.isNumber()) {
      into.add(node.asDouble());
    } else if (node.isBoolean()) {
      into.add(node.asBoolean() ? 1.0 : 0.0);
    } else if (node.isArray()) {
      if (shape != null && (level >= shape.length || node.size() != shape[level])) {
        throw Sessions.bad(file, "The lists of the input '" + name + "' differ in length.", "");
      }
      node.forEach(child -> collect(name, child, shape, level + 1, into));
    } else {
      throw Sessions.bad(
          file,
          "The input '" + name + "' holds something that is no number: " + node,
          "Write numbers, true or false, in lists.");
    }
  }
}
