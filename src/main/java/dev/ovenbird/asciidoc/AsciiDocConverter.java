package dev.ovenbird.asciidoc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What both sides of the class loader know: only types of Java and of this file pass it. */
public interface AsciiDocConverter {
  /**
   * A text to convert.
   *
   * @param text with or without a header
   * @param folder from which includes are resolved
   * @param attributes that are set as if they stood above the text
   * @param options of Asciidoctor, such as {@code doctype}
   */
  record Source(
      String text, Path folder, Map<String, Object> attributes, Map<String, Object> options) {}

  /**
   * What is wrong with a text.
   *
   * @param error whether readers would miss something
   * @param line counted from 1; 0 where it is not known, or is one of an included file
   */
  record Complaint(boolean error, int line, String message) {}

  /** What a text became. */
  record Converted(String html, List<Complaint> complaints) {}

  /** Converts a text. Not thread-safe. */
  Converted convert(Source source);
}
