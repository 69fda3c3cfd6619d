package dev.ovenbird.html;

/** Text as it is written in HTML and SVG. */
public final class HtmlEscape {
  private HtmlEscape() {}

  /** For elements and for attributes in double quotes. */
  public static String escaped(String text) {
    StringBuilder escaped = null;
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity =
          switch (text.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> null;
          };
      if (entity != null) {
        escaped = escaped == null ? new StringBuilder(text.length() + 16) : escaped;
        escaped.append(text, end, i).append(entity);
        end = i + 1;
      }
    }
    return escaped == null ? text : escaped.append(text, end, text.length()).toString();
  }
}
