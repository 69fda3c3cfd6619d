package dev.ovenbird.model;

import dev.ovenbird.cache.BuildCache;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Picks for each weight how it is stored, so that a model is as true as its size allows, or as
 * small as its fidelity allows. What a weight is worth is measured: the model runs with that weight
 * alone stored better.
 *
 * <p>All weights climb one rung, the most worth per byte first, before any climbs the next: what a
 * rung brings is a small part of what the one below it brought, and it costs more. The last rung is
 * the weight as it was. Takes one run of the model for each weight and rung, and a few more.
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

  /** A model that was tried. */
  private record Trial(Map<String, Precision> precisions, long bytes, double cosine) {}

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
      BuildCache.delete(folder);
    }
  }

  private Map<String, Precision> find(Path in, Target target) {
    Trial best = run(Map.of());
    if (best.bytes() > target.bytes()) {
      throw unmet(
          in,
          "As " + dtype.id() + " the model has " + best.bytes() + " bytes; it cannot have fewer.",
          "Choose a larger --target-size or a smaller --dtype.");
    }
    Map<String, Precision> whole = new HashMap<>();
    work.weights().keySet().forEach(weight -> whole.put(weight, Precision.FLOAT));
    if (target.minimumCosine() == 0 && write(whole) <= target.bytes()) {
      return whole;
    }
    double wanted = target.minimumCosine() > 0 ? target.minimumCosine() : Double.MAX_VALUE;
    for (Precision rung : rungs()) {
      if (best.cosine() >= wanted) {
        break;
      }
      List<Step> steps = affordable(steps(best, rung, target), target.bytes() - best.bytes());
      Trial all = run(climbed(best, steps, rung));
      best = all.cosine() >= wanted ? fewest(best, steps, rung, wanted) : all;
    }
    if (best.cosine() < target.minimumCosine()) {
      throw unmet(
          in,
          String.format(
              Locale.ROOT,
              "The model does not reach a mean cosine of %s: at best %.5f as %s.",
              target.minimumCosine(),
              best.cosine(),
              dtype.id()),
          "Choose a larger --target-size, a lower --minimum-cosine or a larger --dtype.");
    }
    return best.precisions();
  }

  /** For q8 the products are computed in floating point; that takes time, but no room. */
  private List<Precision> rungs() {
    return List.of(dtype == Dtype.Q8 ? Precision.WIDENED : Precision.INT8, Precision.FLOAT);
  }

  /** One for each weight that can climb and leaves the model small enough. */
  private List<Step> steps(Trial base, Precision rung, Target target) {
    List<Step> steps = new ArrayList<>();
    Map<String, Precision> weights = new LinkedHashMap<>(work.weights());
    weights.putAll(base.precisions());
    weights.values().removeIf(precision -> precision.compareTo(rung) >= 0);
    int measured = 0;
    for (String weight : weights.keySet()) {
      progress.report("Measure what each weight is worth", measured++, weights.size());
      Map<String, Precision> precisions = new HashMap<>(base.precisions());
      precisions.put(weight, rung);
      long bytes = write(precisions);
      if (bytes <= target.bytes()) {
        double gain = cosine.applyAsDouble(trial) - base.cosine();
        steps.add(new Step(weight, Math.max(1, bytes - base.bytes()), gain));
      }
    }
    return steps;
  }

  /** Those that fit, the most worth per byte first. */
  private static List<Step> affordable(List<Step> steps, long room) {
    long all = steps.stream().mapToLong(Step::bytes).sum();
    List<Step> taken = new ArrayList<>();
    long left = room;
    for (Step step :
        steps.stream()
            .sorted(Comparator.comparingDouble(each -> -each.gain() / each.bytes()))
            .toList()) {
      // One weight alone can seem to be worse for being truer; all of them together are not.
      if (step.bytes() <= left && (step.gain() > 0 || all <= room)) {
        left -= step.bytes();
        taken.add(step);
      }
    }
    return taken;
  }

  /** With so many of the steps as it takes; each more is assumed to help. */
  private Trial fewest(Trial base, List<Step> steps, Precision rung, double wanted) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      progress.report("Find the smallest", 0, 0);
      int middle = (low + high) / 2;
      if (run(climbed(base, steps.subList(0, middle), rung)).cosine() >= wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return run(climbed(base, steps.subList(0, high), rung));
  }

  private static Map<String, Precision> climbed(Trial base, List<Step> steps, Precision rung) {
    Map<String, Precision> precisions = new HashMap<>(base.precisions());
    steps.forEach(step -> precisions.put(step.weight(), rung));
    return precisions;
  }

  private Trial run(Map<String, Precision> precisions) {
    long bytes = write(precisions);
    return new Trial(precisions, bytes, cosine.applyAsDouble(trial));
  }

  private long write(Map<String, Precision> precisions) {
    return work.write(trial, precisions).bytes();
  }

  private static InputException unmet(Path in, String message, String hint) {
    return new InputException(Diagnostic.error(in, 0, message, hint));
  }
}
