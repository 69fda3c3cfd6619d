package dev.ovenbird.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Texts on many subjects, for models that come without any. What a model is compared on is not what
 * it was calibrated on.
 */
final class UsualTexts {
  private UsualTexts() {}

  /** Sentences to run a model on before it is rounded. */
  static List<String> calibration() {
    return lines("calibration.txt");
  }

  /** Sentences to compare encoders on. */
  static List<String> sentences() {
    return lines("evaluation.txt");
  }

  /** Passages to compare language models on. */
  static List<String> passages() {
    return Arrays.stream(read("evaluation.txt").strip().split("\n\n+"))
        .map(passage -> passage.replace('\n', ' '))
        .toList();
  }

  private static List<String> lines(String name) {
    return read(name).lines().filter(line -> !line.isBlank()).toList();
  }

  private static String read(String name) {
    try (InputStream in = UsualTexts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
