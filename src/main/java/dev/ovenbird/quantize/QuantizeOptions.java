package dev.ovenbird.quantize;

import java.util.Map;
import java.util.Objects;

/**
 * What to make of a model.
 *
 * @param dtype how its weights shall be stored
 * @param minimumElements tensors with fewer elements are left as they are: norms and biases weigh
 *     little and count much
 * @param calibration what is known of the inputs of products
 * @param precisions for weights that shall be stored otherwise than the dtype says, by their names
 */
public record QuantizeOptions(
    Dtype dtype, int minimumElements, Calibration calibration, Map<String, Precision> precisions) {
  private static final int MINIMUM_ELEMENTS = 1024;

  public QuantizeOptions {
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(calibration, "calibration");
    precisions = Map.copyOf(precisions);
    if (minimumElements < 1) {
      throw new IllegalArgumentException("minimumElements " + minimumElements);
    }
  }

  /** The usual settings for a dtype. */
  public static QuantizeOptions of(Dtype dtype) {
    return new QuantizeOptions(dtype, MINIMUM_ELEMENTS, Calibration.NONE, Map.of());
  }

  /** The same, for a model whose inner values are known. */
  public QuantizeOptions with(Calibration known) {
    return new QuantizeOptions(dtype, minimumElements, known, precisions);
  }

  /** The same, with some weights stored otherwise. */
  public QuantizeOptions with(Map<String, Precision> some) {
    return new QuantizeOptions(dtype, minimumElements, calibration, some);
  }
}
