package dev.ovenbird.content;

import dev.ovenbird.html.TagScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * A heading of a rendered text that can be linked to.
 *
 * @param level from 1 to 6
 * @param id in the page
 * @param html between its tags
 */
public record Heading(int level, String id, String html) {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** Replaces the inside of a heading. */
  @FunctionalInterface
  public interface Rewriting {
    String inside(Heading heading);
  }

  /** All headings with an id, in the order of the text. */
  public static List<Heading> of(String body) {
    List<Heading> headings = new ArrayList<>();
    forEach(body, (heading, start, end) -> headings.add(heading));
    return headings;
  }

  /** The text with another inside for each of its headings. */
  public static String rewrite(String body, Rewriting rewriting) {
    StringBuilder out = new StringBuilder(body.length() + 512);
    int[] at = {0};
    forEach(
        body,
        (heading, start, end) -> {
          out.append(body, at[0], start).append(rewriting.inside(heading));
          at[0] = end;
        });
    return out.append(body, at[0], body.length()).toString();
  }

  /** Takes a heading and where its inside begins and ends. */
  @FunctionalInterface
  private interface Taker {
    void take(Heading heading, int start, int end);
  }

  private static void forEach(String body, Taker taker) {
    TagScanner tags = new TagScanner(body);
    while (tags.next()) {
      int level = tags.headingLevel();
      String id = tags.opens() && level > 0 ? tags.attribute("id") : "";
      if (id.isEmpty()) {
        continue;
      }
      int start = tags.tagEnd();
      while (tags.next()) {
        if (tags.headingLevel() == level && !tags.opens()) {
          int end = tags.textEnd();
          taker.take(new Heading(level, id, body.substring(start, end)), start, end);
          break;
        }
      }
    }
  }

  /** What it says, without markup. */
  public String text() {
    return Parser.unescapeEntities(TAG.matcher(html).replaceAll(""), false).strip();
  }

  /**
   * An entry of a table of contents.
   *
   * @param children the headings below it
   */
  public record Entry(int level, String id, String title, List<Entry> children) {}

  /** Headings of levels 2 to 4 as a tree, for a table of contents. */
  public static List<Entry> contents(List<Heading> headings) {
    List<Entry> top = new ArrayList<>();
    List<Entry> path = new ArrayList<>();
    for (Heading heading : headings) {
      if (heading.level < 2 || heading.level > 4) {
        continue;
      }
      while (!path.isEmpty() && path.get(path.size() - 1).level() >= heading.level) {
        path.remove(path.size() - 1);
      }
      Entry entry = new Entry(heading.level, heading.id, heading.text(), new ArrayList<>());
      (path.isEmpty() ? top : path.get(path.size() - 1).children()).add(entry);
      path.add(entry);
    }
    return top;
  }
}
