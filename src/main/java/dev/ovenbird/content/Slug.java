package dev.ovenbird.content;

import java.text.Normalizer;
import java.util.Locale;

/** Names as parts of addresses. */
public final class Slug {
  private Slug() {}

  /** Letters and digits of any script, in lower case, with hyphens between words. */
  public static String of(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
