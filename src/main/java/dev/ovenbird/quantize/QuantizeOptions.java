package dev.ovenbird.quantize;

import java.util.Objects;

/**
 * What to make of a model.
 *
 * @param dtype how its weights shall be stored
 * @param minimumElements tensors with fewer elements are left as they are: norms and biases weigh
 *     little and count much
 * @param calibration what is known of the inputs of products
 */
public record QuantizeOptions(Dtype dtype, int minimumElements, Calibration calibration) {
  private static final int MINIMUM_ELEMENTS = 1024;

  public QuantizeOptions {
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(calibration, "calibration");
    if (minimumElements < 1) {
      throw new IllegalArgumentException("minimumElements " + minimumElements);
    }
  }

  /** The usual settings for a dtype. */
  public static QuantizeOptions of(Dtype dtype) {
    return new QuantizeOptions(dtype, MINIMUM_ELEMENTS, Calibration.NONE);
  }

  /** The same, for a model whose inner values are known. */
  public QuantizeOptions with(Calibration known) {
    return new QuantizeOptions(dtype, minimumElements, known);
  }
}
