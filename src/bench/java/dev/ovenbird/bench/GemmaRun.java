package dev.ovenbird.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;

/** Lets a model of the shape of Gemma read a few tokens. */
final class GemmaRun {
  private static final long[][] IDS = {{2, 651, 5_039, 42_517, 99_999, 262_143, 17, 1_204}};

  private GemmaRun() {}

  /**
   * The logits, {@code [tokens · vocabulary]}.
   *
   * @throws IllegalStateException if one is not finite
   */
  static float[] logits(Path model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    long[][] ones = {LongStream.range(0, IDS[0].length).map(i -> 1).toArray()};
    long[][] positions = {LongStream.range(0, IDS[0].length).toArray()};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = environment.createSession(model.toString(), options);
          OnnxTensor ids = OnnxTensor.createTensor(environment, IDS);
          OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
          OnnxTensor position = OnnxTensor.createTensor(environment, positions);
          OrtSession.Result result =
              session.run(
                  Map.of("input_ids", ids, "attention_mask", mask, "position_ids", position))) {
        FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] logits = new float[buffer.remaining()];
        buffer.get(logits);
        for (float logit : logits) {
          if (!Float.isFinite(logit)) {
            throw new IllegalStateException("a logit of " + model + " is " + logit);
          }
        }
        return logits;
      }
    }
  }

  /** Root of the mean squared difference over that of the original's logits. */
  static double relativeError(float[] original, float[] candidate) {
    double difference = 0;
    double energy = 0;
    for (int i = 0; i < original.length; i++) {
      difference += Math.pow(original[i] - candidate[i], 2);
      energy += (double) original[i] * original[i];
    }
    return Math.sqrt(difference / energy);
  }
}
