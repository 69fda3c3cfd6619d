package dev.ovenbird.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a mistyped word was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code Did you mean "draft"?}, or an empty string when nothing known is near. */
  public static String forWord(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int tolerated = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= tolerated)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .map(candidate -> "Did you mean \"" + candidate + "\"?")
        .orElse("");
  }

  /** The same, and where nothing is near, the list of what is known. */
  public static String orList(String word, Collection<String> known) {
    String suggestion = forWord(word, known);
    return suggestion.isEmpty() ? "Known here: " + String.join(", ", known) + "." : suggestion;
  }

  /** Levenshtein's distance, in characters. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
