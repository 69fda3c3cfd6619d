package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.ovenbird.diagnostics.InputException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a model with a known answer, small enough for a page to carry: a device that gives
 * another answer computes nonsense.
 *
 * <p>The answer is right if it has the same dimensions and {@code sqrt(Σ(a − v)² / Σ(v − mean(v))²)
 * ≤ tolerance} for its values {@code a} and those here, {@code v}.
 *
 * @param inputs all that the model wants, by name
 * @param output the one output that is looked at
 * @param dims that it must have
 * @param stride {@code values[i]} is its number {@code i · stride}, row by row
 * @param values to three digits
 * @param tolerance the largest relative error that is still right
 */
public record SelfTest(
    Map<String, Input> inputs,
    String output,
    List<Long> dims,
    int stride,
    List<Double> values,
    double tolerance) {

  /** Changes whenever the same model would get another test; part of the keys of caches. */
  public static final String VERSION = "1";

  /**
   * Other processors round otherwise, which moves values by a few hundredths of their spread;
   * answers that have nothing to do with each other are about 1.4 apart, zeros 1.
   */
  private static final double TOLERANCE = 0.25;

  private static final String SENTENCE = "An ovenbird builds its nest of mud, straw and patience.";
  private static final int MOST_TOKENS = 16;
  private static final long SEED = 11;

  /** What a longer input repeats. A prime, so that no row of a picture is like the one before. */
  private static final int CYCLE = 251;

  private static final int MOST_VALUES = 128;
  private static final MathContext DIGITS = new MathContext(3);

  /** In the order in which they are looked for; else the first that holds floats is taken. */
  private static final List<String> OUTPUTS =
      List.of("logits", "image_embeds", "pooler_output", "last_hidden_state");

  /**
   * A tensor.
   *
   * @param type as ONNX Runtime Web names it: {@code int64}
   * @param dims its dimensions
   * @param data its numbers, repeated until it is full
   */
  public record Input(String type, List<Long> dims, List<Double> data) {}

  /**
   * Runs a model.
   *
   * @param tokenizer its {@code tokenizer.json}, if it reads text
   * @return nothing for a model for which no input can be made up, or whose answer says nothing
   * @throws InputException if the file is missing or damaged
   */
  public static Optional<SelfTest> of(Path onnx, Optional<Path> tokenizer) {
    try (OrtSession session = Sessions.open(onnx)) {
      Map<String, TensorInfo> infos = new LinkedHashMap<>();
      for (NodeInfo input : session.getInputInfo().values()) {
        if (!(input.getInfo() instanceof TensorInfo info)) {
          return Optional.empty();
        }
        infos.put(input.getName(), info);
      }
      return run(onnx, session, infos, inputs(onnx, infos, tokenizer));
    } catch (OrtException e) {
      return Optional.empty();
    }
  }

  private static Map<String, InputValues> inputs(
      Path onnx, Map<String, TensorInfo> infos, Optional<Path> tokenizer) {
    Map<String, InputValues> made =
        tokenizer
            .flatMap(file -> fromText(infos, ids(file)))
            .orElseGet(() -> new RandomInputs(onnx, Vocabulary.of(onnx), SEED).make(infos, 0));
    made.replaceAll((name, values) -> cycled(values));
    return made;
  }

  private static long[] ids(Path tokenizer) {
    try (Tokens tokens = new Tokens(tokenizer, MOST_TOKENS)) {
      Encoding encoding = tokens.encode(List.of(SENTENCE)).get(0);
      return encoding.getIds();
    }
  }

  private static Optional<Map<String, InputValues>> fromText(
      Map<String, TensorInfo> infos, long[] ids) {
    Map<String, InputValues> made = new LinkedHashMap<>();
    for (Map.Entry<String, TensorInfo> input : infos.entrySet()) {
      long[] shape = CausalInputs.shape(input.getKey(), input.getValue(), ids.length);
      Optional<double[]> values = CausalInputs.values(input.getKey(), ids, Tensors.count(shape));
      if (values.isEmpty()) {
        return Optional.empty();
      }
      made.put(input.getKey(), new InputValues(shape, values.get()));
    }
    return Optional.of(made);
  }

  private static InputValues cycled(InputValues input) {
    double[] values = new double[input.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(input.values()[i % CYCLE]);
    }
    return new InputValues(input.shape(), values);
  }

  private static Optional<SelfTest> run(
      Path onnx, OrtSession session, Map<String, TensorInfo> infos, Map<String, InputValues> inputs)
      throws OrtException {
    Optional<String> output = output(session);
    if (output.isEmpty()) {
      return Optional.empty();
    }
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, InputValues> input : inputs.entrySet()) {
        String name = input.getKey();
        InputValues given = input.getValue();
        tensors.put(
            name, Tensors.create(onnx, name, infos.get(name), given.shape(), given.values()));
      }
      try (OrtSession.Result result = session.run(tensors, Set.of(output.get()))) {
        return of(infos, inputs, output.get(), (OnnxTensor) result.get(0));
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static Optional<String> output(OrtSession session) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    List<String> names = new ArrayList<>(OUTPUTS);
    names.addAll(outputs.keySet());
    return names.stream()
        .filter(outputs::containsKey)
        .filter(
            name ->
                outputs.get(name).getInfo() instanceof TensorInfo info
                    && Set.of("FLOAT", "FLOAT16").contains(info.type.name()))
        .findFirst();
  }

  private static Optional<SelfTest> of(
      Map<String, TensorInfo> infos,
      Map<String, InputValues> inputs,
      String output,
      OnnxTensor answer) {
    float[] floats = Tensors.floats(answer);
    List<Long> dims = list(answer.getInfo().getShape());
    int stride = stride(floats.length, dims);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < floats.length; i += stride) {
      if (!Float.isFinite(floats[i])) {
        return Optional.empty();
      }
      values.add(rounded(floats[i]));
    }
    if (values.stream().distinct().count() < 2) {
      return Optional.empty();
    }
    Map<String, Input> given = new LinkedHashMap<>();
    inputs.forEach((name, input) -> given.put(name, input(infos.get(name), input)));
    return Optional.of(new SelfTest(given, output, dims, stride, values, TOLERANCE));
  }

  /** Without a divisor in common with the length of a row, so that all of its columns are met. */
  private static int stride(int count, List<Long> dims) {
    long row = dims.isEmpty() ? 1 : dims.get(dims.size() - 1);
    int stride = Math.max(1, (count + MOST_VALUES - 1) / MOST_VALUES);
    while (stride > 1 && greatestDivisor(stride, row) > 1) {
      stride++;
    }
    return stride;
  }

  private static long greatestDivisor(long a, long b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  private static Input input(TensorInfo info, InputValues input) {
    double[] values = input.values();
    int length = Math.min(CYCLE, values.length);
    boolean same = true;
    for (double value : values) {
      same &= value == values[0];
    }
    List<Double> data = new ArrayList<>();
    for (int i = 0; i < (same ? Math.min(1, length) : length); i++) {
      data.add(values[i]);
    }
    String type = info.type.name().toLowerCase(Locale.ROOT);
    return new Input(
        type.equals("float") ? "float32" : type.equals("double") ? "float64" : type,
        list(input.shape()),
        data);
  }

  private static List<Long> list(long[] shape) {
    List<Long> dims = new ArrayList<>();
    for (long dim : shape) {
      dims.add(dim);
    }
    return dims;
  }

  /** Integers stay as they are. */
  private static double rounded(double value) {
    return value == Math.rint(value) ? value : new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
