package dev.ovenbird.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an AsciiDoc document as a head: its title, its author, its revision, and its
 * attributes, of which {@code :jbake-type: post} sets what {@code type=post} sets elsewhere. See
 * "Document Header" in AsciiDoc's documentation.
 */
final class AsciiDocHead {
  private static final Pattern TITLE = Pattern.compile("[=#]\\s+(\\S.*)");
  private static final Pattern ATTRIBUTE = Pattern.compile(":(!?\\w[\\w-]*!?):(?:\\s+(.*))?");
  private static final Pattern AUTHOR =
      Pattern.compile("(\\w[^<;:]*?)(?:\\s+<([^>]+)>)?(?:\\s*;.*)?");
  private static final Pattern REVISION =
      Pattern.compile("(?:v?(\\d[\\w.]*),\\s*)?(\\d{1,4}[-./]\\d[^:]*?|[^:,]*\\d{4})(?::\\s.*)?");

  private static final String OF_JBAKE = "jbake-";

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private AsciiDocHead() {}

  /** Whether a text begins with such a header, and not with a head in JBake's form or in YAML. */
  static boolean isHead(List<String> lines) {
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("//")) {
        continue;
      }
      return TITLE.matcher(line).matches() || ATTRIBUTE.matcher(line).matches();
    }
    return false;
  }

  /**
   * Reads the header. The text below is the whole: Asciidoctor reads its header, too.
   *
   * @param inline makes plain text of the title's marks
   */
  static FrontMatter parse(List<String> lines, UnaryOperator<String> inline) {
    AsciiDocHead head = new AsciiDocHead();
    head.read(lines, inline);
    return new FrontMatter(head.values, head.places, String.join("\n", lines) + "\n", 1);
  }

  private void read(List<String> lines, UnaryOperator<String> inline) {
    int titleLine = 0;
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      String text = lines.get(i).stripTrailing();
      Matcher title = TITLE.matcher(text);
      Matcher attribute = ATTRIBUTE.matcher(text);
      if (text.isEmpty() && values.isEmpty() || text.startsWith("//")) {
        continue;
      }
      if (attribute.matches()) {
        attribute(attribute.group(1), attribute.group(2), line);
      } else if (titleLine == 0 && title.matches()) {
        titleLine = line;
        put("title", inline.apply(title.group(1)), line);
      } else if (titleLine > 0 && line == titleLine + 1) {
        author(text, line);
      } else if (titleLine > 0 && line == titleLine + 2 && values.containsKey("author")) {
        revision(text, line);
      } else {
        return;
      }
    }
  }

  private void attribute(String name, String value, int line) {
    if (name.contains("!")) {
      return;
    }
    String key = name.startsWith(OF_JBAKE) ? name.substring(OF_JBAKE.length()) : name;
    put(key, value == null ? "" : value.strip(), line);
    if (key.equals("revdate")) {
      put("date", values.get("revdate"), line);
    }
  }

  private void author(String text, int line) {
    Matcher author = AUTHOR.matcher(text);
    if (author.matches()) {
      put("author", author.group(1), line);
      put("email", author.group(2), line);
    }
  }

  private void revision(String text, int line) {
    Matcher revision = REVISION.matcher(text);
    if (revision.matches()) {
      put("revnumber", revision.group(1), line);
      put("revdate", revision.group(2).strip(), line);
      put("date", revision.group(2).strip(), line);
    }
  }

  private void put(String key, Object value, int line) {
    if (value != null) {
      values.put(key, value);
      places.put(key, line);
    }
  }
}
