package dev.ovenbird.html;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * Goes through HTML from tag to tag, and tells tags from text as browsers do (HTML Living Standard,
 * 13.2.5). It builds no tree: with thousands of pages that would be most of a build's work. For one
 * thread.
 */
public final class TagScanner {
  /** Whose content is text up to their end tag, whatever stands in it. */
  private static final Set<String> RAW =
      Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes");

  private final String html;

  /** The same in an array: Java's quick compiler reads strings slowly. */
  private final char[] chars;

  private int next;
  private int textStart;
  private int start;
  private String name = "";
  private boolean opens;

  /** Of the present tag's attributes: where name and value begin and end, four for each. */
  private int[] bounds = new int[32];

  private int attributes;

  /** Where the content of a raw element ends that was just opened; -1 elsewhere. */
  private int rawEnd = -1;

  public TagScanner(String html) {
    this.html = html;
    this.chars = html.toCharArray();
  }

  /**
   * Goes on to the next tag or comment. At the end of the HTML it is false, and the text is what
   * stands behind the last tag.
   */
  public boolean next() {
    textStart = next;
    int at = rawEnd < 0 ? next : rawEnd;
    rawEnd = -1;
    for (; at < chars.length; at++) {
      if (chars[at] != '<') {
        continue;
      }
      start = at;
      if (isLetter(at + 1)) {
        return readTag(true, at + 1);
      }
      if (is('/', at + 1) && isLetter(at + 2)) {
        return readTag(false, at + 2);
      }
      if (is('!', at + 1) || is('?', at + 1) || is('/', at + 1)) {
        name = "";
        opens = false;
        attributes = 0;
        next = commentEnd(at);
        return true;
      }
    }
    start = chars.length;
    next = start;
    return false;
  }

  /** The HTML, not to be changed; reading it is quick. */
  public char[] chars() {
    return chars;
  }

  /** Where the text before the present tag begins. */
  public int textStart() {
    return textStart;
  }

  /** Where the text ends and the present tag begins. */
  public int textEnd() {
    return start;
  }

  /** Where the present tag ends. */
  public int tagEnd() {
    return next;
  }

  /** The present tag's name in small letters; empty for a comment. */
  public String name() {
    return name;
  }

  /** Whether the present tag is one with which an element begins. */
  public boolean opens() {
    return opens;
  }

  /** The level of the present tag if it is of a heading, from 1 to 6; otherwise 0. */
  public int headingLevel() {
    return name.length() == 2
            && name.charAt(0) == 'h'
            && name.charAt(1) >= '1'
            && name.charAt(1) <= '6'
        ? name.charAt(1) - '0'
        : 0;
  }

  /** The value of the present tag's attribute; empty where it has none. */
  public String attribute(String wanted) {
    int found = find(wanted);
    if (found < 0) {
      return "";
    }
    String value = html.substring(bounds[found + 2], bounds[found + 3]);
    return value.indexOf('&') < 0 ? value : Parser.unescapeEntities(value, true);
  }

  public boolean has(String wanted) {
    return find(wanted) >= 0;
  }

  /** Whether the present tag has attributes at all. */
  public boolean hasAttributes() {
    return attributes > 0;
  }

  /** What stands in the script or style that the present tag begins. */
  public String rawText() {
    return html.substring(next, Math.max(next, rawEnd));
  }

  /** Whether the present tag is one like {@code <path/>}, which begins nothing. */
  boolean closesItself() {
    return chars[next - 2] == '/';
  }

  /** Goes on behind the end tag of an element that the present tag begins, whatever is in it. */
  public void skip() {
    OpenElement element = new OpenElement(this);
    while (element.isOpen() && next()) {
      element.visit(this);
    }
  }

  private int find(String wanted) {
    for (int i = 0; i < 4 * attributes; i += 4) {
      int length = bounds[i + 1] - bounds[i];
      if (length == wanted.length() && html.regionMatches(true, bounds[i], wanted, 0, length)) {
        return i;
      }
    }
    return -1;
  }

  /** False, at the end of the HTML, for a tag that has no end. */
  private boolean readTag(boolean opening, int from) {
    int at = from;
    boolean capitals = false;
    while (at < chars.length && chars[at] != '/' && chars[at] != '>' && !isSpace(at)) {
      capitals |= chars[at] < 'a';
      at++;
    }
    String written = html.substring(from, at);
    name = capitals ? written.toLowerCase(Locale.ROOT) : written;
    opens = opening;
    attributes = 0;
    at = readAttributes(at);
    if (at >= chars.length) {
      name = "";
      attributes = 0;
      next = chars.length;
      return false;
    }
    next = at + 1;
    if (opening && RAW.contains(name)) {
      rawEnd = rawEnd(next);
    }
    return true;
  }

  /** Where the tag's {@code >} stands. */
  private int readAttributes(int from) {
    int at = from;
    while (at < chars.length && chars[at] != '>') {
      if (isSpace(at) || is('/', at)) {
        at++;
        continue;
      }
      int nameStart = at++;
      while (at < chars.length
          && chars[at] != '='
          && chars[at] != '>'
          && chars[at] != '/'
          && !isSpace(at)) {
        at++;
      }
      int nameEnd = at;
      int equals = skipSpace(at);
      if (!is('=', equals)) {
        add(nameStart, nameEnd, nameEnd, nameEnd);
        continue;
      }
      int valueStart = skipSpace(equals + 1);
      if (is('"', valueStart) || is('\'', valueStart)) {
        int end = html.indexOf(chars[valueStart], valueStart + 1);
        if (end < 0) {
          return chars.length;
        }
        add(nameStart, nameEnd, valueStart + 1, end);
        at = end + 1;
      } else {
        at = valueStart;
        while (at < chars.length && chars[at] != '>' && !isSpace(at)) {
          at++;
        }
        add(nameStart, nameEnd, valueStart, at);
      }
    }
    return at;
  }

  private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int at = 4 * attributes++;
    if (at == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * at);
    }
    bounds[at] = nameStart;
    bounds[at + 1] = nameEnd;
    bounds[at + 2] = valueStart;
    bounds[at + 3] = valueEnd;
  }

  private int rawEnd(int from) {
    for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
      int end = at + 2 + name.length();
      if (html.regionMatches(true, at + 2, name, 0, name.length())
          && (isSpace(end) || is('/', end) || is('>', end))) {
        return at;
      }
    }
    return chars.length;
  }

  private int commentEnd(int at) {
    boolean comment = html.startsWith("<!--", at);
    if (comment && (is('>', at + 4) || html.startsWith("->", at + 4))) {
      return html.indexOf('>', at) + 1;
    }
    int end = comment ? html.indexOf("-->", at + 4) : html.indexOf('>', at);
    return end < 0 ? chars.length : end + (comment ? 3 : 1);
  }

  private int skipSpace(int from) {
    int at = from;
    while (isSpace(at)) {
      at++;
    }
    return at;
  }

  private boolean is(char wanted, int at) {
    return at < chars.length && chars[at] == wanted;
  }

  private boolean isLetter(int at) {
    if (at >= chars.length) {
      return false;
    }
    char c = chars[at];
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private boolean isSpace(int at) {
    if (at >= chars.length) {
      return false;
    }
    char c = chars[at];
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }
}
