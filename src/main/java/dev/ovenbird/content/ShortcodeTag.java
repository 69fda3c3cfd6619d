package dev.ovenbird.content;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tag of a shortcode in Markdown: {@code <@note title="x">}, {@code </@note>} or {@code <@chart
 * of="sales"/>}.
 *
 * @param kind whether it begins something, ends it, or is all there is
 * @param name of the shortcode; empty in {@code </@>}, which ends the one that is open
 * @param arguments as they are written, Freemarker's {@code name=expression}
 */
record ShortcodeTag(Kind kind, String name, String arguments) {
  enum Kind {
    OPEN,
    CLOSE,
    WHOLE
  }

  private static final Pattern BEGIN = Pattern.compile("<(/?)@([a-z][A-Za-z0-9_]*)?");

  /** Where the tag ends that begins at a place of a text, exclusive; -1 where none does. */
  static int end(CharSequence text, int start) {
    Matcher begin = BEGIN.matcher(text).region(start, text.length());
    if (!begin.lookingAt() || begin.group(2) == null && begin.group(1).isEmpty()) {
      return -1;
    }
    int depth = 0;
    char quote = 0;
    for (int i = begin.end(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == '>' && depth <= 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Whether a tag begins here, wherever it ends. */
  static boolean begins(CharSequence text, int start) {
    Matcher begin = BEGIN.matcher(text).region(start, text.length());
    return begin.lookingAt() && (begin.group(2) != null || !begin.group(1).isEmpty());
  }

  /** Reads a whole tag. */
  static Optional<ShortcodeTag> parse(String text) {
    Matcher begin = BEGIN.matcher(text);
    if (!begin.lookingAt() || !text.endsWith(">")) {
      return Optional.empty();
    }
    String name = begin.group(2) == null ? "" : begin.group(2);
    String rest = text.substring(begin.end(), text.length() - 1);
    if (!begin.group(1).isEmpty()) {
      return Optional.of(new ShortcodeTag(Kind.CLOSE, name, ""));
    }
    boolean whole = rest.stripTrailing().endsWith("/");
    String arguments = whole ? rest.substring(0, rest.lastIndexOf('/')) : rest;
    return Optional.of(
        new ShortcodeTag(whole ? Kind.WHOLE : Kind.OPEN, name, arguments.stripTrailing()));
  }
}
