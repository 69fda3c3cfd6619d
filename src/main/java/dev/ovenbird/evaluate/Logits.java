package dev.ovenbird.evaluate;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Scores of the next token at each position: {@code [positions, vocabulary]}, float32 or float16,
 * outside of the heap. Any number of threads may read; the next run of its model writes it anew.
 */
final class Logits {
  private final int vocabulary;
  private final FloatBuffer floats;
  private final ShortBuffer halves;

  Logits(ByteBuffer bytes, boolean half, int vocabulary) {
    this.vocabulary = vocabulary;
    this.floats = half ? null : bytes.asFloatBuffer();
    this.halves = half ? bytes.asShortBuffer() : null;
  }

  /** The scores at a position: {@code [vocabulary]}. */
  float[] row(int position) {
    float[] row = new float[vocabulary];
    int begin = position * vocabulary;
    if (floats != null) {
      floats.get(begin, row);
    } else {
      for (int i = 0; i < vocabulary; i++) {
        row[i] = Fp16Conversions.fp16ToFloat(halves.get(begin + i));
      }
    }
    return row;
  }
}
