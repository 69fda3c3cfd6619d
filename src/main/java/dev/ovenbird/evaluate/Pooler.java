package dev.ovenbird.evaluate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Makes one vector per text of what a sentence model gives. */
final class Pooler {
  private Pooler() {}

  /**
   * Pools.
   *
   * @param result the output {@code sentence_embedding} or the first one: {@code [n, dim]}, already
   *     pooled, or {@code [n, tokens, dim]}
   * @param mask {@code [n, tokens]}
   * @return {@code [n][dim]}
   */
  static float[][] pool(OrtSession.Result result, long[][] mask, TextEncoderOptions options)
      throws OrtException {
    OnnxValue output = result.get("sentence_embedding").orElse(result.get(0));
    float[][] vectors;
    if (((OnnxTensor) output).getInfo().getShape().length == 2) {
      vectors = (float[][]) output.getValue();
    } else {
      float[][][] tokens = (float[][][]) output.getValue();
      vectors = new float[tokens.length][];
      for (int i = 0; i < tokens.length; i++) {
        vectors[i] = options.pooling() == Pooling.CLS ? tokens[i][0] : mean(tokens[i], mask[i]);
      }
    }
    if (options.normalize()) {
      for (float[] vector : vectors) {
        Vectors.normalize(vector);
      }
    }
    return vectors;
  }

  private static float[] mean(float[][] tokens, long[] mask) {
    float[] mean = new float[tokens[0].length];
    int count = 0;
    for (int t = 0; t < tokens.length; t++) {
      if (mask[t] != 0) {
        count++;
        for (int i = 0; i < mean.length; i++) {
          mean[i] += tokens[t][i];
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= Math.max(count, 1);
    }
    return mean;
  }
}
