package dev.ovenbird.theme;

import java.util.function.UnaryOperator;

/**
 * Takes out of a style sheet what only people need: comments, and white space that no rule of <a
 * href="https://www.w3.org/TR/css-syntax-3/">CSS Syntax</a> gives a meaning. It knows tokens only,
 * no properties and no at-rules, so that those of tomorrow pass through it unharmed.
 */
public final class CssMinifier {
  /** The sheet ends inside of something. */
  public static final class UnclosedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Where it begins, counted from 0. */
    private final int at;

    UnclosedException(String what, int at) {
      super(what + " is never closed");
      this.at = at;
    }

    /** Where it begins, in characters, counted from 0. */
    public int at() {
      return at;
    }
  }

  private static final String NOTHING_BESIDE = "{};,>";

  private final String css;
  private final UnaryOperator<String> address;
  private final StringBuilder out;
  private final StringBuilder open = new StringBuilder();
  private int at;
  private int firstOpen;
  private int escapeEnd = -1;
  private boolean space;
  private boolean apart;

  private CssMinifier(String css, UnaryOperator<String> address) {
    this.css = css;
    this.address = address;
    this.out = new StringBuilder(css.length());
  }

  /**
   * The same rules in fewer characters.
   *
   * @param address gives for each address in {@code url()} the one to write instead
   * @throws UnclosedException when a comment, a string, an address or a block is never closed
   */
  public static String minify(String css, UnaryOperator<String> address) throws UnclosedException {
    return new CssMinifier(css, address).run();
  }

  private String run() throws UnclosedException {
    while (at < css.length()) {
      char c = css.charAt(at);
      if (css.startsWith("/*", at)) {
        comment();
      } else if (c == '"' || c == '\'') {
        put(string());
      } else if (isSpace(c)) {
        space = true;
        at++;
      } else if (startsAddress()) {
        put(url());
      } else if (c == '\\' && at + 1 < css.length()) {
        put(escape());
      } else {
        block(c);
        put(String.valueOf(c));
        at++;
      }
    }
    if (open.length() > 0) {
      throw new UnclosedException("This block", firstOpen);
    }
    return out.toString();
  }

  private void comment() throws UnclosedException {
    int end = css.indexOf("*/", at + 2);
    if (end < 0) {
      throw new UnclosedException("This comment", at);
    }
    // By agreement of all minifiers, one that begins so is a licence.
    if (css.startsWith("/*!", at)) {
      out.append(css, at, end + 2);
      space = false;
    } else {
      // "a/**/b" are two names, and "a b" are others.
      apart = true;
    }
    at = end + 2;
  }

  private String string() throws UnclosedException {
    int start = at;
    char quote = css.charAt(at++);
    while (at < css.length() && css.charAt(at) != quote) {
      if (css.charAt(at) == '\n') {
        throw new UnclosedException("This string", start);
      }
      at += css.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= css.length()) {
      throw new UnclosedException("This string", start);
    }
    return css.substring(start, ++at);
  }

  /** White space that ends an escape by a code point is a part of it. */
  private String escape() {
    int start = at++;
    int digits = 0;
    while (digits < 6 && at < css.length() && Character.digit(css.charAt(at), 16) >= 0) {
      digits++;
      at++;
    }
    if (digits == 0 || at < css.length() && isSpace(css.charAt(at))) {
      at++;
    }
    return css.substring(start, at);
  }

  private boolean startsAddress() {
    return css.regionMatches(true, at, "url(", 0, 4)
        && (at == 0 || !isName(css.charAt(at - 1)))
        && at + 4 < css.length();
  }

  private String url() throws UnclosedException {
    int start = at;
    at += 4;
    skipSpace();
    String written;
    char c = at < css.length() ? css.charAt(at) : ')';
    if (c == '"' || c == '\'') {
      String quoted = string();
      written = quoted.substring(1, quoted.length() - 1);
      skipSpace();
    } else {
      int end = css.indexOf(')', at);
      written = css.substring(at, end < 0 ? css.length() : end).strip();
      at = end < 0 ? css.length() : end;
    }
    if (at >= css.length() || css.charAt(at) != ')') {
      throw new UnclosedException("This address", start);
    }
    at++;
    String wanted = address.apply(written);
    return wanted.matches("[^\\s\"'()\\\\]*")
        ? "url(" + wanted + ")"
        : "url(\"" + wanted.replace("\"", "\\22 ") + "\")";
  }

  private void skipSpace() {
    while (at < css.length() && isSpace(css.charAt(at))) {
      at++;
    }
  }

  private void block(char c) {
    if (c == '{') {
      if (open.length() == 0) {
        firstOpen = at;
      }
      open.append(c);
    } else if (c == '}' && open.length() > 0) {
      open.setLength(open.length() - 1);
    }
  }

  private void put(String token) {
    char next = token.charAt(0);
    char last = out.length() == 0 ? '{' : out.charAt(out.length() - 1);
    boolean escaped = escapeEnd == out.length();
    if (next == '}' && last == ';' && !escaped) {
      out.setLength(out.length() - 1);
    } else if (space) {
      if (escaped || !needsNothing(last, next)) {
        out.append(' ');
      }
    } else if (apart && isName(last) && isName(next)) {
      out.append("/**/");
    }
    out.append(token);
    escapeEnd = next == '\\' ? out.length() : -1;
    space = false;
    apart = false;
  }

  /** Whether white space between the two says nothing. */
  private static boolean needsNothing(char last, char next) {
    return NOTHING_BESIDE.indexOf(last) >= 0
        || NOTHING_BESIDE.indexOf(next) >= 0
        || last == '('
        || next == ')'
        // Before a colon it does: "nav :hover" is another selector than "nav:hover".
        || last == ':'
        || next == '!';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c > 127 || c == '%' || c == '#';
  }
}
