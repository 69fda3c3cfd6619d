package dev.ovenbird.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a mistyped word was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code Did you mean "draft"?}, or an empty string when nothing known is near. */
  public static String forWord(String word, Collection<String> known) {
    String nearest = nearest(word, known);
    return nearest.isEmpty() ? "" : "Did you mean \"" + nearest + "\"?";
  }

  /** What is known and nearest; empty when nothing is near. */
  public static String nearest(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int tolerated = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= tolerated)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse("");
  }

  /** The same, and where nothing is near, the list of what is known. */
  public static String orList(String word, Collection<String> known) {
    String suggestion = forWord(word, known);
    return suggestion.isEmpty() ? "Known here: " + String.join(", ", known) + "." : suggestion;
  }

  /**
   * In characters: Levenshtein's distance, but two that were swapped are one mistake and not two.
   */
  private static int distance(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
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
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], 1 + beforePrevious[j - 2]);
        }
      }
      beforePrevious = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
