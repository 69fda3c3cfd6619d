package dev.ovenbird.bench;

import dev.ovenbird.evaluate.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Sentences that no calibration, golden file or test has. */
final class HeldOut {
  private HeldOut() {}

  static List<String> sentences() throws IOException {
    return TextFile.sentences(Path.of("src", "bench", "resources", "held-out.txt"));
  }
}
