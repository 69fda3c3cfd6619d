package dev.ovenbird.evaluate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Texts to compare models on, in a file in UTF-8. */
public final class TextFile {
  private TextFile() {}

  /**
   * The sentences of a file: its lines, those that are blank left out.
   *
   * @throws dev.ovenbird.diagnostics.InputException when there are none, or the file is no text
   */
  public static List<String> sentences(Path file) throws IOException {
    return some(
        read(file).lines().filter(line -> !line.isBlank()).toList(),
        file,
        "There is no sentence in it.",
        "Write a sentence in each line.");
  }

  /**
   * The passages of a file: what stands between blank lines, line breaks kept.
   *
   * @throws dev.ovenbird.diagnostics.InputException when there are none, or the file is no text
   */
  public static List<String> passages(Path file) throws IOException {
    return some(
        Arrays.stream(read(file).split("\\R\\h*\\R"))
            .map(String::strip)
            .filter(passage -> !passage.isEmpty())
            .toList(),
        file,
        "There is no text in it.",
        "Write passages, with a blank line between two of them.");
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw Sessions.bad(file, "It is not text in UTF-8.", "Save it as UTF-8.");
    }
  }

  private static List<String> some(List<String> found, Path file, String message, String hint) {
    if (found.isEmpty()) {
      throw Sessions.bad(file, message, hint);
    }
    return found;
  }
}
