package dev.ovenbird.evaluate;

import java.util.Objects;

/**
 * How a sentence model is used.
 *
 * @param pooling how the tokens' vectors become one; not used when the model pools by itself
 * @param normalize whether vectors are scaled to length 1
 * @param maxLength longer texts are cut, in tokens, special ones included
 */
public record TextEncoderOptions(Pooling pooling, boolean normalize, int maxLength) {

  public TextEncoderOptions {
    Objects.requireNonNull(pooling, "pooling");
    if (maxLength < 1) {
      throw new IllegalArgumentException("maxLength " + maxLength);
    }
  }
}
