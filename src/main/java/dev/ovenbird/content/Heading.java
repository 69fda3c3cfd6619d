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

  /** The text with another inside for each of its headings. */
  public static String rewrite(String body, Rewriting rewriting) {
    StringBuilder out = new StringBuilder(body.length() + 512);
    int[] at = {0};
    Finder finder =
        new Finder(
            body,
            (heading, start, end) -> {
              out.append(body, at[0], start).append(rewriting.inside(heading));
              at[0] = end;
            });
    TagScanner tags = new TagScanner(body);
    while (tags.next()) {
      finder.visit(tags);
    }
    return out.append(body, at[0], body.length()).toString();
  }

  /** Takes a heading and where its inside begins and ends. */
  @FunctionalInterface
  interface Taker {
    void take(Heading heading, int start, int end);
  }

  /** Finds those with an id among tags that somebody goes through, in the order of the text. */
  static final class Finder {
    private final String body;
    private final Taker taker;

    /** Of the one that is open; 0 where none is. */
    private int level;

    private String id;
    private int start;

    Finder(String body, Taker taker) {
      this.body = body;
      this.taker = taker;
    }

    void visit(TagScanner tags) {
      if (level == 0) {
        id = tags.opens() && tags.headingLevel() > 0 ? tags.attribute("id") : "";
        level = id.isEmpty() ? 0 : tags.headingLevel();
        start = tags.tagEnd();
      } else if (tags.headingLevel() == level && !tags.opens()) {
        int end = tags.textEnd();
        taker.take(new Heading(level, id, body.substring(start, end)), start, end);
        level = 0;
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
  public record Entry(int level, String id, String title, List<Entry> children) {
    /** Of each post's contents a hash is taken, and Java's own form takes long the first time. */
    @Override
    public String toString() {
      return level + " " + id + " " + title + " " + children;
    }
  }

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
