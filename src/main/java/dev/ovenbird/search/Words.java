package dev.ovenbird.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as the index has them, without case and accents. {@code split-words.js} does the same to
 * what a reader types; a word that the two see differently is never found.
 */
final class Words {
  private static final Pattern MARKS = Pattern.compile("[\\p{M}'’]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Scripts without spaces between words: every two characters count as one. */
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}]{2,}");

  /** Longer ones are hashes and the like; nobody types them. */
  private static final int LONGEST = 40;

  private Words() {}

  /** Gives each word of a text, in order. */
  static void split(String text, Consumer<String> taker) {
    if (isAscii(text)) {
      splitAscii(text.replace("'", "").toLowerCase(Locale.ROOT), taker);
      return;
    }
    String folded = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    Matcher words = WORD.matcher(folded.toLowerCase(Locale.ROOT));
    while (words.find()) {
      String word = words.group();
      if (!isAscii(word) && UNSPACED.matcher(word).find()) {
        pairs(word, taker);
      } else if (word.length() <= LONGEST) {
        taker.accept(word);
      }
    }
  }

  private static void splitAscii(String text, Consumer<String> taker) {
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || !Character.isLetterOrDigit(text.charAt(at))) {
        if (at > start && at - start <= LONGEST) {
          taker.accept(text.substring(start, at));
        }
        start = at + 1;
      }
    }
  }

  private static void pairs(String word, Consumer<String> taker) {
    int[] characters = word.codePoints().toArray();
    for (int i = 0; i + 1 < characters.length; i++) {
      taker.accept(new String(characters, i, 2));
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
