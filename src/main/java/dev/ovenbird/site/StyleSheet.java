package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.theme.CssMinifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A style sheet on its way to the output: what it names by {@code url()} is published with it, and
 * named by its hashed name.
 *
 * @param name from the asset folder
 * @param file for messages
 * @param publish gives for an asset its path in the output, in one folder with the style sheet;
 *     null when there is none
 */
record StyleSheet(String name, String css, Path file, UnaryOperator<String> publish) {

  /**
   * The rules alone.
   *
   * @throws InputException when the sheet ends inside of something, or names what is not there
   */
  String minified() {
    try {
      String rules = CssMinifier.minify(css, this::address);
      if (rules.contains("@import")) {
        throw wrong(
            css.lastIndexOf("@import"),
            "A style sheet does not import another here: all of a page are joined into one file.",
            "Name it in styles(…) in templates/partials/head.ftl.");
      }
      return rules;
    } catch (CssMinifier.UnclosedException e) {
      throw wrong(e.at(), e.getMessage() + ".", "");
    }
  }

  private String address(String written) {
    if (written.matches("(?i)[a-z][a-z0-9+.-]*:.*|/.*|#.*|")) {
      return written;
    }
    int end = written.replace('#', '?').indexOf('?');
    String path = end < 0 ? written : written.substring(0, end);
    String asset = URI.create("/" + name).resolve(path.replace(" ", "%20")).getPath().substring(1);
    String published = publish.apply(asset);
    if (published == null) {
      throw wrong(
          css.indexOf(written),
          "There is no " + asset + " in assets/ or in the theme: " + written,
          "Addresses in a style sheet are relative to it.");
    }
    return published.substring(published.lastIndexOf('/') + 1)
        + (end < 0 ? "" : written.substring(end));
  }

  private InputException wrong(int at, String message, String hint) {
    int line = 1 + (int) css.substring(0, Math.max(0, at)).chars().filter(c -> c == '\n').count();
    return new InputException(Diagnostic.error(file, line, message, hint));
  }
}
