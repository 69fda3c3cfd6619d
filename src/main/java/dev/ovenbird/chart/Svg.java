package dev.ovenbird.chart;

import static dev.ovenbird.html.HtmlEscape.escaped;

import java.util.Locale;

/**
 * Writes an SVG drawing whose width is that of its place: lengths across are in percent, lengths
 * down in pixels, so that text has the page's size on a phone too.
 */
final class Svg {
  private final StringBuilder content = new StringBuilder();

  /** Adds elements; numbers are written as in Java's formats, and texts escaped. */
  void add(String format, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        values[i] = escaped(text);
      }
    }
    content.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String whole(int height, String title, String description) {
    return String.format(
            Locale.ROOT,
            "<svg class=\"chart\" role=\"img\" width=\"100%%\" height=\"%d\"><title>%s</title><desc>%s</desc>%n%s</svg>%n",
            height,
            escaped(title),
            escaped(description),
            content)
        .replace("\r\n", "\n");
  }
}
