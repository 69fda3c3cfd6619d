package dev.ovenbird.quantize;

import java.util.List;
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

  /** Those of all the values together; empty if none is known. */
  Optional<Samples> of(List<String> values, int width) {
    List<Samples> known =
        values.stream()
            .distinct()
            .map(samples::get)
            .filter(found -> found != null && found.width() == width && found.count() > 0)
            .toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(Samples.concat(known));
  }
}
