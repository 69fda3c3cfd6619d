package dev.ovenbird.content;

import dev.ovenbird.diagnostics.InputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jbake.model.DocumentModel;

/** Renders shortcodes. Implementations are thread-safe. */
@FunctionalInterface
public interface Shortcodes {
  /**
   * A shortcode that an author used.
   *
   * @param arguments as they are written: {@code title="x" count=2}
   * @param body what stands in it, rendered; empty where there is no end tag
   * @param document in whose text it stands
   * @param line of the file, counted from 1
   * @param column in characters, counted from 1
   * @param tag as it is written
   */
  record Call(
      String name,
      String arguments,
      Optional<String> body,
      DocumentModel document,
      Path file,
      int line,
      int column,
      String tag) {}

  /**
   * The HTML of a shortcode.
   *
   * @throws InputException when there is none of this name, or it cannot be rendered so
   */
  String render(Call call);
}
