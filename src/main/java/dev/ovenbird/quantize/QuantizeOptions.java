package dev.ovenbird.quantize;

import java.util.Objects;

/**
 * What to make of a model.
 *
 * @param dtype how its weights shall be stored
 * @param minimumElements tensors with fewer elements are left as they are: norms and biases weigh
 *     little and count much
 */
public record QuantizeOptions(Dtype dtype, int minimumElements) {
  private static final int MINIMUM_ELEMENTS = 4096;

  public QuantizeOptions {
    Objects.requireNonNull(dtype, "dtype");
    if (minimumElements < 1) {
      throw new IllegalArgumentException("minimumElements " + minimumElements);
    }
  }

  /** The usual settings for a dtype. */
  public static QuantizeOptions of(Dtype dtype) {
    return new QuantizeOptions(dtype, MINIMUM_ELEMENTS);
  }
}
