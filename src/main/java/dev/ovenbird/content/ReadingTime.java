package dev.ovenbird.content;

import dev.ovenbird.html.OpenElement;
import dev.ovenbird.html.TagScanner;
import java.util.Set;

/**
 * How long a text is for a reader.
 *
 * @param words in it; code is not counted. Of scripts without spaces, two characters are a word
 * @param minutes to read them, 1 at least
 */
record ReadingTime(int words, int minutes) {
  /** A usual pace for prose on a screen. */
  private static final int WORDS_IN_A_MINUTE = 220;

  private static final Set<String> NOT_READ = Set.of("pre", "script", "style", "svg");

  /** For most characters of most texts, what would be asked of Java's tables. */
  private static final byte[] ASCII = new byte[128];

  private static final byte OTHER = 0;
  private static final byte IN_WORD = 1;
  private static final byte GAP = 2;

  /** Begins an entity, or is no ASCII. */
  private static final byte UNKNOWN = 3;

  static {
    for (char c = 0; c < ASCII.length; c++) {
      ASCII[c] = Character.isLetterOrDigit(c) ? IN_WORD : isGap(c) ? GAP : OTHER;
    }
    ASCII['&'] = UNKNOWN;
  }

  /** Counts between tags that somebody goes through. */
  static final class Counter {
    private int words;
    private int characters;

    /** The last element inside of which nothing is counted; null before the first. */
    private OpenElement unread;

    /** Takes what stands before the present tag, or behind the last one. */
    void visitText(TagScanner tags) {
      if (isReading()) {
        count(tags.chars(), tags.textStart(), tags.textEnd());
      }
    }

    void visitTag(TagScanner tags) {
      if (!isReading()) {
        unread.visit(tags);
      } else if (tags.opens() && NOT_READ.contains(tags.name())) {
        unread = new OpenElement(tags);
      }
    }

    private boolean isReading() {
      return unread == null || !unread.isOpen();
    }

    ReadingTime time() {
      int all = words + (characters + 1) / 2;
      return new ReadingTime(all, Math.max(1, Math.round(all / (float) WORDS_IN_A_MINUTE)));
    }

    /** Counts in a stretch of text; none of its words goes on behind it. */
    private void count(char[] html, int from, int to) {
      boolean inWord = false;
      int at = from;
      while (at < to) {
        char unit = html[at];
        byte kind = unit < ASCII.length ? ASCII[unit] : UNKNOWN;
        if (kind != UNKNOWN) {
          words += kind == IN_WORD && !inWord ? 1 : 0;
          // Signs such as the apostrophe stand inside of words, too.
          inWord = kind == IN_WORD || kind == OTHER && inWord;
          at++;
          continue;
        }
        int c = Character.codePointAt(html, at, to);
        if (standsAlone(c)) {
          characters++;
          inWord = false;
        } else if (Character.isLetterOrDigit(c)) {
          words += inWord ? 0 : 1;
          inWord = true;
        } else if (isGap(c)) {
          inWord = false;
        } else if (c == '&') {
          int end = entityEnd(html, at, to);
          inWord &= end == at;
          at = Math.max(at, end - 1);
        }
        at += Character.charCount(c);
      }
    }

    /** Where the entity ends that begins at a place; that place itself where none does. */
    private static int entityEnd(char[] html, int from, int to) {
      int at = from + 1;
      while (at < to && (Character.isLetterOrDigit(html[at]) || html[at] == '#')) {
        at++;
      }
      return at > from + 1 && at < to && html[at] == ';' ? at + 1 : from;
    }
  }

  private static boolean isGap(int c) {
    return Character.isWhitespace(c) || c == '/' || c == '—' || c == '–';
  }

  /** Han, Hiragana and Katakana. */
  private static boolean standsAlone(int codePoint) {
    return Character.isIdeographic(codePoint) || codePoint >= 0x3040 && codePoint <= 0x30FF;
  }
}
