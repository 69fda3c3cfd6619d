package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file with a sentence in each line. */
final class SentenceFile {
  private SentenceFile() {}

  /**
   * Its lines, those that are blank left out.
   *
   * @throws InputException when there are none, or the file is no text
   */
  static List<String> read(Path file) throws IOException {
    try {
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) {
        throw wrong(file, "There is no sentence in it.");
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw wrong(file, "It is not text in UTF-8.");
    }
  }

  private static InputException wrong(Path file, String message) {
    return new InputException(Diagnostic.error(file, 0, message, "Write a sentence in each line."));
  }
}
