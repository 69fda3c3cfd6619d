package dev.ovenbird.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a sentence model in ONNX Runtime for Java, on the very tokens that a browser is given. */
final class NativeRun {
  private NativeRun() {}

  /** The mean of the token vectors of each text. */
  static float[][] vectors(Path model, TokenBatch batch) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    Map<String, long[][]> all =
        Map.of(
            "input_ids", batch.ids(),
            "attention_mask", batch.mask(),
            "token_type_ids", batch.types());
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = environment.createSession(model.toString(), options)) {
        for (String name : session.getInputNames()) {
          inputs.put(name, OnnxTensor.createTensor(environment, all.get(name)));
        }
        try (OrtSession.Result result = session.run(inputs)) {
          return means((float[][][]) result.get(0).getValue(), batch.mask());
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static float[][] means(float[][][] tokens, long[][] mask) {
    float[][] vectors = new float[tokens.length][tokens[0][0].length];
    for (int row = 0; row < tokens.length; row++) {
      int count = 0;
      for (int token = 0; token < tokens[row].length; token++) {
        if (mask[row][token] == 1) {
          count++;
          for (int i = 0; i < vectors[row].length; i++) {
            vectors[row][i] += tokens[row][token][i];
          }
        }
      }
      for (int i = 0; i < vectors[row].length; i++) {
        vectors[row][i] /= count;
      }
    }
    return vectors;
  }
}
