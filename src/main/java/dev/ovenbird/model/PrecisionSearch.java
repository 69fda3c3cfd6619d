package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.Precision;
import dev.ovenbird.quantize.Quantization;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.QuantizeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Picks for each weight how it is stored, so that a model is as true as its size allows, or as
 * small as its fidelity allows. What a weight is worth is measured: the model runs with that weight
 * alone stored better.
 *
 * <p>Takes one run of the model for each weight, and a few more.
 */
public final class PrecisionSearch {
  private final Quantization work;
  private final Dtype dtype;
  private final ToDoubleFunction<Path> cosine;
  private final Path trial;
  private final Progress progress;

  private PrecisionSearch(
      Quantization work,
      Dtype dtype,
      ToDoubleFunction<Path> cosine,
      Path trial,
      Progress progress) {
    this.work = work;
    this.dtype = dtype;
    this.cosine = cosine;
    this.trial = trial;
    this.progress = progress;
  }

  /**
   * What to aim at.
   *
   * @param bytes the model shall have at most so many; {@link Long#MAX_VALUE} for any
   * @param minimumCosine it shall be at least that true; with a size given too, 0 for as true as
   *     that size allows
   */
  public record Target(long bytes, double minimumCosine) {}

  /** What it costs and brings to store one weight better. */
  private record Step(String weight, long bytes, double gain) {}

  private record Trial(long bytes, double cosine) {}

  /**
   * Searches and writes the model.
   *
   * @param cosine how true a model is to the original, at most 1
   * @throws InputException if the target cannot be met; nothing is written then
   */
  public static QuantizeReport write(
      Path in,
      Path out,
      QuantizeOptions options,
      Target target,
      ToDoubleFunction<Path> cosine,
      Progress progress)
      throws IOException {
    Path folder = Files.createTempDirectory("ovenbird-search-");
    Path trial = folder.resolve(options.dtype().fileName());
    try (Quantization work = Quantization.open(in, folder, options)) {
      PrecisionSearch search = new PrecisionSearch(work, options.dtype(), cosine, trial, progress);
      return work.write(out, search.find(in, target));
    } finally {
      Files.deleteIfExists(trial);
      Files.deleteIfExists(folder);
    }
  }

  private Map<String, Precision> find(Path in, Target target) {
    Trial base = run(Map.of());
    if (base.bytes() > target.bytes()) {
      throw unmet(
          in,
          "As " + dtype.id() + " the model has " + base.bytes() + " bytes; it cannot have fewer.",
          "Choose a larger --target-size or a smaller --dtype.");
    }
    if (target.minimumCosine() > 0 && base.cosine() >= target.minimumCosine()) {
      return Map.of();
    }
    List<Step> steps = affordable(steps(base), target.bytes() - base.bytes());
    int count = steps.size();
    if (target.minimumCosine() > 0) {
      count = fewest(in, steps, target.minimumCosine());
    }
    return taken(steps, count);
  }

  /** One for each weight, the most worth per byte first. */
  private List<Step> steps(Trial base) {
    List<Step> steps = new ArrayList<>();
    List<String> weights = new ArrayList<>(work.weights().keySet());
    weights.removeIf(weight -> work.weights().get(weight).compareTo(better()) >= 0);
    for (String weight : weights) {
      progress.report("Measure what each weight is worth", steps.size(), weights.size());
      Trial with = run(Map.of(weight, better()));
      long bytes = Math.max(1, with.bytes() - base.bytes());
      steps.add(new Step(weight, bytes, with.cosine() - base.cosine()));
    }
    steps.sort(Comparator.comparingDouble((Step step) -> -step.gain() / step.bytes()));
    return steps;
  }

  /** For q8 the products are computed in floating point; that takes time, but no room. */
  private Precision better() {
    return dtype == Dtype.Q8 ? Precision.WIDENED : Precision.INT8;
  }

  /** Those that help and fit, in order. */
  private static List<Step> affordable(List<Step> steps, long room) {
    List<Step> taken = new ArrayList<>();
    long left = room;
    for (Step step : steps) {
      if (step.gain() > 0 && step.bytes() <= left) {
        left -= step.bytes();
        taken.add(step);
      }
    }
    return taken;
  }

  /** How many of the steps it takes; each more is assumed to help. */
  private int fewest(Path in, List<Step> steps, double minimumCosine) {
    Trial all = run(taken(steps, steps.size()));
    if (all.cosine() < minimumCosine) {
      throw unmet(
          in,
          String.format(
              Locale.ROOT,
              "The model does not reach a mean cosine of %s: at best %.5f as %s.",
              minimumCosine,
              all.cosine(),
              dtype.id()),
          "Choose a larger --target-size, a lower --minimum-cosine or a larger --dtype.");
    }
    int low = 0;
    int high = steps.size();
    while (low < high) {
      progress.report("Find the smallest", 0, 0);
      int middle = (low + high) / 2;
      if (run(taken(steps, middle)).cosine() >= minimumCosine) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private Map<String, Precision> taken(List<Step> steps, int count) {
    Map<String, Precision> precisions = new HashMap<>();
    steps.subList(0, count).forEach(step -> precisions.put(step.weight(), better()));
    return precisions;
  }

  private Trial run(Map<String, Precision> precisions) {
    QuantizeReport report = work.write(trial, precisions);
    return new Trial(report.bytes(), cosine.applyAsDouble(trial));
  }

  private static InputException unmet(Path in, String message, String hint) {
    return new InputException(Diagnostic.error(in, 0, message, hint));
  }
}
