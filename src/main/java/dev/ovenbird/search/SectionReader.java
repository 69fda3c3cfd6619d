package dev.ovenbird.search;

import dev.ovenbird.html.TagScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * Reads rendered HTML once from its beginning to its end and keeps what words it shows. It builds
 * no tree: with thousands of documents that would be most of a build's work.
 */
final class SectionReader {
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
    TagScanner tags = new TagScanner(html);
    boolean more;
    do {
      more = tags.next();
      text.append(html, tags.textStart(), tags.textEnd());
      if (!more || tags.name().isEmpty()) {
        continue;
      }
      if (UNSEEN.contains(tags.name()) && tags.opens()) {
        tags.skip();
      } else if (tags.headingLevel() > 0) {
        heading(tags);
      } else if (!INLINE.contains(tags.name())) {
        text.append(' ');
      }
    } while (more);
  }

  private void heading(TagScanner tag) {
    if (tag.opens()) {
      flush();
      anchor = tag.attribute("id");
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
    return withSingleSpaces(seen.indexOf('&') < 0 ? seen : Parser.unescapeEntities(seen, false));
  }

  private static String withSingleSpaces(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        space = out.length() > 0;
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }
}
