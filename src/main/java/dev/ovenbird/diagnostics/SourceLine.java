package dev.ovenbird.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of one line of a file, so that a diagnostic can show what it is about. */
final class SourceLine {
  /** A file that is larger is no text that somebody wrote. */
  private static final int LIMIT = 4_000_000;

  private SourceLine() {}

  /** The line; empty where there is none, or the file cannot be read. */
  static String read(Path file, int line) {
    if (file == null || line == 0) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Lenient: that a file is in the wrong encoding is a diagnostic of its own.
      String text = new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
      String found = text.lines().skip(line - 1L).findFirst().orElse("");
      return found.startsWith("\uFEFF") ? found.substring(1) : found;
    } catch (IOException e) {
      return "";
    }
  }
}
