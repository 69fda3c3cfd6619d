package dev.ovenbird.quantize;

import java.util.Map;
import java.util.Optional;

/**
 * What flows through a model when it runs on typical inputs. With it, weights are rounded so that
 * the outputs of each product change least; without, so that the weights themselves do.
 *
 * @param samples the inputs of products by the name of the value
 */
public record Calibration(Map<String, Samples> samples) {
  /** Nothing is known. */
  public static final Calibration NONE = new Calibration(Map.of());

  public Calibration {
    samples = Map.copyOf(samples);
  }

  Optional<Samples> of(String value, int width) {
    return Optional.ofNullable(samples.get(value))
        .filter(found -> found.width() == width && found.count() > 0);
  }
}
