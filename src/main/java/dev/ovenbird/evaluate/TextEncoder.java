package dev.ovenbird.evaluate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ovenbird.diagnostics.InputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes vectors of texts with a sentence model.
 *
 * <pre>{@code
 * var options = new TextEncoderOptions(Pooling.MEAN, true, 256);
 * try (TextEncoder encoder = TextEncoder.open(onnx, tokenizerJson, options)) {
 *   float[][] vectors = encoder.encode(List.of("An ovenbird builds its nest of mud."));
 * }
 * }</pre>
 *
 * <p>Thread-safe: any number of threads may encode with one encoder; each call already uses all
 * cores. Must be closed after the last call has returned. Nothing is read from the network.
 */
public final class TextEncoder implements AutoCloseable {
  private final Path onnx;
  private final OrtSession session;
  private final Tokens tokens;
  private final TextEncoderOptions options;

  private TextEncoder(Path onnx, OrtSession session, Tokens tokens, TextEncoderOptions options) {
    this.onnx = onnx;
    this.session = session;
    this.tokens = tokens;
    this.options = options;
  }

  /**
   * Loads a model with its tokenizer.
   *
   * @throws InputException if one of the files is missing or damaged, or the model takes inputs
   *     that a text does not give
   */
  public static TextEncoder open(Path onnx, Path tokenizerJson, TextEncoderOptions options) {
    Tokens tokens = new Tokens(tokenizerJson, options.maxLength());
    try {
      OrtSession session = Sessions.open(onnx);
      TextEncoder encoder = new TextEncoder(onnx, session, tokens, options);
      encoder.checkInputs();
      return encoder;
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  /**
   * Makes a vector of each text, in their order.
   *
   * @return {@code [texts][dimension]}, pooled and, if so set, normalized
   */
  public float[][] encode(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    if (texts.isEmpty()) {
      return vectors;
    }
    for (Batch batch : Batch.of(tokens.encode(texts))) {
      float[][] pooled = run(batch);
      for (int i = 0; i < pooled.length; i++) {
        vectors[batch.rows()[i]] = pooled[i];
      }
    }
    return vectors;
  }

  @Override
  public void close() {
    tokens.close();
    Sessions.close(session);
  }

  private float[][] run(Batch batch) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(
            name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input(name, batch)));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return Pooler.pool(result, batch.mask(), options);
      }
    } catch (OrtException e) {
      throw Sessions.bad(
          onnx,
          "The model does not run: " + e.getMessage(),
          "Check that the tokenizer belongs to the model, and that maxLength is not larger than "
              + "what the model was made for.");
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static long[][] input(String name, Batch batch) {
    return switch (name) {
      case "input_ids" -> batch.ids();
      case "attention_mask" -> batch.mask();
      case "token_type_ids" -> batch.types();
      default -> null;
    };
  }

  private void checkInputs() {
    List<String> known = List.of("input_ids", "attention_mask", "token_type_ids");
    for (String name : session.getInputNames()) {
      if (!known.contains(name)) {
        close();
        throw Sessions.bad(
            onnx,
            "The model wants the input '" + name + "', which a sentence model does not have.",
            "Use a model that takes " + known + ".");
      }
    }
  }
}
