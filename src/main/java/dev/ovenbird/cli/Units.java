package dev.ovenbird.cli;

import java.time.Duration;
import java.util.Locale;

/** Figures as a person reads them. */
final class Units {
  private Units() {}

  /** {@code 22.9 MB}: decimal units, as hosts and browsers count. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 999_950) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 999_950_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  /** {@code 340 ms} or {@code 12.3 s}. */
  static String time(Duration time) {
    long millis = time.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
  }

  /** {@code 1 page}, {@code 2 pages}. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** {@code 0.99987}; cut, not rounded, so that only what is equal reads as 1. */
  static String cosine(double cosine) {
    return String.format(Locale.ROOT, "%.5f", Math.floor(cosine * 1e5) / 1e5);
  }

  /** {@code 98 %}; cut likewise. */
  static String percent(double share) {
    return (int) Math.floor(share * 100 + 1e-9) + " %";
  }
}
