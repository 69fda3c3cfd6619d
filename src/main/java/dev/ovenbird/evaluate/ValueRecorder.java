package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs a model and keeps what some of the values inside it were. */
public final class ValueRecorder {
  /** Changes whenever the same model and texts would give other values; part of keys of caches. */
  public static final String VERSION = "1";

  private static final int ROUNDS = 48;
  private static final int MAX_TOKENS = 128;
  private static final long SEED = 7;

  private ValueRecorder() {}

  /**
   * Rows of a value, along its last axis, as they came.
   *
   * @param width numbers in each row
   * @param values {@code [rows, width]}
   */
  public record Rows(int width, float[] values) {}

  /**
   * Runs a model on texts, each by itself.
   *
   * @param values names of the values to keep; those that hold no floats are left out
   * @param maximumRows of each value, evenly taken from all texts
   * @throws InputException if a file is missing or damaged, or the model wants what a text does not
   *     give
   */
  public static Map<String, Rows> onTexts(
      Path onnx, Set<String> values, int maximumRows, Path tokenizer, List<String> texts) {
    List<long[]> tokens = new ArrayList<>();
    try (Tokens encoder = new Tokens(tokenizer, MAX_TOKENS)) {
      for (Encoding encoding : encoder.encode(texts)) {
        tokens.add(encoding.getIds());
      }
    }
    return run(
        onnx,
        values,
        maximumRows,
        inputs -> tokens.stream().map(ids -> fromText(onnx, inputs, ids)).toList());
  }

  /**
   * The same on made-up input.
   *
   * @throws InputException if the file is missing or damaged, or no input can be made up
   */
  public static Map<String, Rows> onMadeUpInput(Path onnx, Set<String> values, int maximumRows) {
    RandomInputs random = new RandomInputs(onnx, Vocabulary.of(onnx), SEED);
    return run(
        onnx,
        values,
        maximumRows,
        inputs -> {
          List<Map<String, InputValues>> rounds = new ArrayList<>();
          for (int round = 0; round < ROUNDS; round++) {
            rounds.add(random.make(inputs, round));
          }
          return rounds;
        });
  }

  private interface Source {
    List<Map<String, InputValues>> make(Map<String, TensorInfo> inputs);
  }

  private static Map<String, Rows> run(
      Path onnx, Set<String> values, int maximumRows, Source source) {
    if (values.isEmpty()) {
      return Map.of();
    }
    try {
      Path folder = Files.createTempDirectory("ovenbird-record-");
      Path open = folder.resolve("model.onnx");
      try {
        OnnxWriter.write(withOutputs(OnnxReader.read(onnx), values), open);
        try (OrtSession session = Sessions.open(open)) {
          Map<String, TensorInfo> inputs = new LinkedHashMap<>();
          for (NodeInfo input : session.getInputInfo().values()) {
            if (input.getInfo() instanceof TensorInfo info) {
              inputs.put(input.getName(), info);
            }
          }
          return record(onnx, session, inputs, source.make(inputs), values, maximumRows);
        } catch (OrtException e) {
          throw Sessions.bad(onnx, "The model does not run: " + e.getMessage(), "");
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Rows> record(
      Path onnx,
      OrtSession session,
      Map<String, TensorInfo> infos,
      List<Map<String, InputValues>> runs,
      Set<String> values,
      int maximumRows)
      throws OrtException {
    Map<String, RowSample> samples = new LinkedHashMap<>();
    int each = Math.max(1, maximumRows / Math.max(1, runs.size()));
    for (Map<String, InputValues> run : runs) {
      Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
      try {
        for (Map.Entry<String, InputValues> input : run.entrySet()) {
          InputValues given = input.getValue();
          tensors.put(
              input.getKey(),
              Tensors.create(
                  onnx, input.getKey(), infos.get(input.getKey()), given.shape(), given.values()));
        }
        try (OrtSession.Result result = session.run(tensors, values)) {
          for (String value : values) {
            if (result.get(value).orElse(null) instanceof OnnxTensor tensor) {
              samples.computeIfAbsent(value, name -> new RowSample()).add(tensor, each);
            }
          }
        }
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    }
    Map<String, Rows> rows = new LinkedHashMap<>();
    samples.forEach((name, sample) -> sample.rows().ifPresent(found -> rows.put(name, found)));
    return rows;
  }

  private static Map<String, InputValues> fromText(
      Path onnx, Map<String, TensorInfo> inputs, long[] ids) {
    Map<String, InputValues> values = new LinkedHashMap<>();
    inputs.forEach(
        (name, info) -> {
          long[] shape = CausalInputs.shape(name, info, ids.length);
          Optional<double[]> numbers = CausalInputs.values(name, ids, Tensors.count(shape));
          if (numbers.isEmpty()) {
            throw Sessions.bad(
                onnx, "The model wants the input '" + name + "', which a text does not give.", "");
          }
          values.put(name, new InputValues(shape, numbers.get()));
        });
    return values;
  }

  /** ONNX Runtime infers the types. */
  private static OnnxModel withOutputs(OnnxModel model, Set<String> values) {
    GraphProto.Builder graph = model.graph().toBuilder();
    for (String value : values) {
      if (graph.getOutputList().stream().noneMatch(output -> output.getName().equals(value))) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(value));
      }
    }
    return model.with(graph.build(), model.initializers());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
