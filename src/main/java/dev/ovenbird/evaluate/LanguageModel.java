package dev.ovenbird.evaluate;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A causal language model as Optimum and Transformers.js export it, with or without a cache of keys
 * and values: {@code input_ids [1, T]} in, {@code logits [1, T, V]} out. Whole texts run at once,
 * so the cache goes in with length 0 and does not come out. Not thread-safe.
 */
final class LanguageModel implements AutoCloseable {
  private static final String OUTPUT = "logits";

  private final Path onnx;
  private final OrtSession session;
  private final OnnxJavaType type;
  private final int vocabulary;
  private final ByteBuffer scores;

  private LanguageModel(Path onnx, OrtSession session, int maxLength) throws OrtException {
    this.onnx = onnx;
    this.session = session;
    NodeInfo output = session.getOutputInfo().get(OUTPUT);
    if (output == null || !(output.getInfo() instanceof TensorInfo info)) {
      throw Sessions.bad(
          onnx,
          "The model has no output '" + OUTPUT + "', but " + session.getOutputNames() + ".",
          "Export it for text-generation.");
    }
    type = info.type;
    if (type != OnnxJavaType.FLOAT && type != OnnxJavaType.FLOAT16) {
      throw Sessions.bad(onnx, "The model's logits are of type " + type + ".", "Use float32.");
    }
    vocabulary = vocabulary(info);
    long bytes = (long) maxLength * vocabulary * type.size;
    if (bytes > Integer.MAX_VALUE) {
      throw Sessions.bad(
          onnx,
          "The logits of " + maxLength + " tokens do not fit into 2 GiB.",
          "Set a lower maxLength.");
    }
    scores = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Loads a model.
   *
   * @param maxLength the longest text that it will be given, in tokens
   */
  static LanguageModel open(Path onnx, int maxLength) {
    OrtSession session = Sessions.open(onnx);
    try {
      return new LanguageModel(onnx, session, maxLength);
    } catch (OrtException e) {
      Sessions.close(session);
      throw failed(onnx, e);
    } catch (RuntimeException e) {
      Sessions.close(session);
      throw e;
    }
  }

  /** How many tokens it scores; may be more than its tokenizer knows. */
  int vocabulary() {
    return vocabulary;
  }

  /** The scores after each of these tokens; good until the next call. */
  Logits run(long[] ids) {
    ByteBuffer room = scores.slice(0, ids.length * vocabulary * type.size);
    room.order(ByteOrder.nativeOrder());
    long[] shape = {1, ids.length, vocabulary};
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OnnxTensor output =
        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), room, shape, type)) {
      fill(inputs, ids);
      session.run(inputs, Map.of(OUTPUT, output)).close();
      return new Logits(room, type == OnnxJavaType.FLOAT16, vocabulary);
    } catch (OrtException e) {
      throw failed(onnx, e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    Sessions.close(session);
  }

  /** The last dimension of the logits; a model that does not tell is asked to score one token. */
  private int vocabulary(TensorInfo info) throws OrtException {
    long[] shape = info.getShape();
    if (shape.length == 3 && shape[2] > 0) {
      return Math.toIntExact(shape[2]);
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      fill(inputs, new long[] {0});
      try (OrtSession.Result result = session.run(inputs, Set.of(OUTPUT))) {
        long[] actual = ((TensorInfo) result.get(0).getInfo()).getShape();
        return Math.toIntExact(actual[actual.length - 1]);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private void fill(Map<String, OnnxTensor> inputs, long[] ids) throws OrtException {
    for (NodeInfo node : session.getInputInfo().values()) {
      String name = node.getName();
      TensorInfo info = (TensorInfo) node.getInfo();
      long[] shape = CausalInputs.shape(name, info, ids.length);
      Optional<double[]> values = CausalInputs.values(name, ids, Tensors.count(shape));
      if (values.isEmpty()) {
        throw Sessions.bad(
            onnx,
            "The model wants the input '" + name + "', which a language model does not have.",
            "Export it for text-generation.");
      }
      inputs.put(name, Tensors.create(onnx, name, info, shape, values.get()));
    }
  }

  private static RuntimeException failed(Path onnx, OrtException e) {
    return Sessions.bad(
        onnx,
        "The model does not run: " + e.getMessage(),
        "Check that the tokenizer belongs to the model, and that maxLength is not larger than what"
            + " the model was made for.");
  }
}
