package dev.ovenbird.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What quantizing would make of a model, before it is done.
 *
 * @param dtype as in {@code --dtype q8}
 * @param bytes size of the result
 * @param effect what happens to the weights, for people
 */
record DtypePreview(String dtype, long bytes, String effect) {

  /** One for each dtype that can be made, largest first. */
  static List<DtypePreview> of(Path model) {
    // SEAM: here dev.ovenbird.quantize.SizeEstimate comes in, once it exists. Until then inspect
    // says nothing of dtypes; its text and its JSON are ready for them.
    return List.of();
  }

  String toText() {
    return String.format("%-11s%8s  %s", "as " + dtype, Units.bytes(bytes), effect);
  }
}
