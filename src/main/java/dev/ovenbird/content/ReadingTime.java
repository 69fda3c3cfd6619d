package dev.ovenbird.content;

import java.util.regex.Pattern;

/**
 * How long a text is for a reader.
 *
 * @param words in it; code is not counted. Of scripts without spaces, two characters are a word
 * @param minutes to read them, 1 at least
 */
record ReadingTime(int words, int minutes) {
  /** A usual pace for prose on a screen. */
  private static final int WORDS_IN_A_MINUTE = 220;

  private static final Pattern NOT_READ =
      Pattern.compile(
          "<(pre|script|style|svg)\\b.*?</\\1\\s*>|<!--.*?-->|<[^>]*>|&[#\\w]+;",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  static ReadingTime of(String html) {
    String text = NOT_READ.matcher(html).replaceAll(" ");
    int words = 0;
    int characters = 0;
    boolean inWord = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      if (standsAlone(c)) {
        characters++;
        inWord = false;
      } else if (Character.isLetterOrDigit(c)) {
        words += inWord ? 0 : 1;
        inWord = true;
      } else if (Character.isWhitespace(c) || c == '/' || c == '—' || c == '–') {
        inWord = false;
      }
    }
    int all = words + (characters + 1) / 2;
    return new ReadingTime(all, Math.max(1, Math.round(all / (float) WORDS_IN_A_MINUTE)));
  }

  /** Han, Hiragana and Katakana. */
  private static boolean standsAlone(int codePoint) {
    return Character.isIdeographic(codePoint) || codePoint >= 0x3040 && codePoint <= 0x30FF;
  }
}
