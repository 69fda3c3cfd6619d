package dev.ovenbird.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Reads rendered HTML once from its beginning to its end and keeps what words it shows. It builds
 * no tree: with thousands of documents that would be most of a build's work.
 */
final class SectionReader {
  private static final Pattern TAG =
      Pattern.compile(
          "<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
          Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("\\sid=[\"']?([^\"'\\s>]+)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Tags that stand between the letters of a word. */
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
          "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");

  private static final Set<String> UNSEEN = Set.of("script", "style", "svg", "template");

  private final List<Section> sections = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String heading = "";
  private String anchor = "";

  private SectionReader() {}

  /** The sections of a document that say something, in order. */
  static List<Section> read(String html) {
    SectionReader reader = new SectionReader();
    reader.scan(html);
    reader.flush();
    return reader.sections;
  }

  private void scan(String html) {
    Matcher tags = TAG.matcher(html);
    int from = 0;
    while (tags.find(from)) {
      text.append(html, from, tags.start());
      from = tags.end();
      if (tags.group(2) == null) {
        continue;
      }
      String name = tags.group(2).toLowerCase(Locale.ROOT);
      boolean opens = tags.group(1).isEmpty();
      if (UNSEEN.contains(name) && opens) {
        int end = html.indexOf("</" + name, from);
        from = end < 0 ? html.length() : end;
      } else if (isHeading(name)) {
        heading(opens, tags.group(3));
      } else if (!INLINE.contains(name)) {
        text.append(' ');
      }
    }
    text.append(html, from, html.length());
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6';
  }

  private void heading(boolean opens, String attributes) {
    if (opens) {
      flush();
      Matcher id = ID.matcher(attributes);
      anchor = id.find() ? id.group(1) : "";
      heading = "";
    } else {
      heading = words();
      text.setLength(0);
    }
  }

  private void flush() {
    String words = words();
    if (!words.isEmpty() || !heading.isEmpty()) {
      sections.add(new Section(heading, anchor, words));
    }
    text.setLength(0);
  }

  private String words() {
    String seen = text.toString();
    String decoded = seen.indexOf('&') < 0 ? seen : Parser.unescapeEntities(seen, false);
    return SPACE.matcher(decoded).replaceAll(" ").strip();
  }
}
