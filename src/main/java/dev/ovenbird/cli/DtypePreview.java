package dev.ovenbird.cli;

import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.SizeEstimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What quantizing would make of a model, before it is done.
 *
 * @param dtype as in {@code --dtype q8}
 * @param bytes size of the result
 * @param effect what happens to the weights, for people
 */
record DtypePreview(String dtype, long bytes, String effect) {

  /** One for each dtype that can be made. */
  static List<DtypePreview> of(Path model) {
    return SizeEstimate.of(model).stream().map(DtypePreview::of).toList();
  }

  private static DtypePreview of(SizeEstimate estimate) {
    List<String> effects = new ArrayList<>();
    add(effects, estimate.products(), "multiplied in " + bits(estimate.dtype()));
    add(effects, estimate.tables(), "looked up in " + bits(estimate.dtype()));
    add(effects, estimate.widened(), "widened at load from 8 bits");
    if (effects.isEmpty()) {
      effects.add(
          estimate.dtype() == Dtype.FP16 ? "weights in 16 bits" : "nothing to make smaller");
    }
    return new DtypePreview(estimate.dtype().id(), estimate.bytes(), String.join(", ", effects));
  }

  private static void add(List<String> effects, int count, String effect) {
    if (count > 0) {
      effects.add(count + " " + effect);
    }
  }

  private static String bits(Dtype dtype) {
    return dtype == Dtype.Q8 ? "8 bits" : "4 bits";
  }

  String toText() {
    return String.format("%-11s%8s  %s", "as " + dtype, Units.bytes(bytes), effect);
  }
}
