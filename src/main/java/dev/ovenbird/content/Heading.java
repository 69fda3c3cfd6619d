package dev.ovenbird.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
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
  private static final Pattern HEADING =
      Pattern.compile(
          "<h([1-6])(?=[^>]*\\sid=\"([^\"]+)\")[^>]*>(.*?)</h\\1>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** Replaces the inside of a heading. */
  @FunctionalInterface
  public interface Rewriting {
    String inside(Heading heading);
  }

  /** All headings with an id, in the order of the text. */
  public static List<Heading> of(String body) {
    return HEADING.matcher(body).results().map(Heading::heading).toList();
  }

  /** The text with another inside for each of its headings. */
  public static String rewrite(String body, Rewriting rewriting) {
    StringBuilder out = new StringBuilder(body.length() + 512);
    int at = 0;
    for (MatchResult found : HEADING.matcher(body).results().toList()) {
      out.append(body, at, found.start(3)).append(rewriting.inside(heading(found)));
      at = found.end(3);
    }
    return out.append(body, at, body.length()).toString();
  }

  private static Heading heading(MatchResult found) {
    return new Heading(Integer.parseInt(found.group(1)), found.group(2), found.group(3));
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
