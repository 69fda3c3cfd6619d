package dev.ovenbird.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -Xlog:gc} wrote: {@code Pause Young (Normal) … 123M->45M(512M) 3.2ms}. */
final class GarbageLog {
  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->\\d+M\\((\\d+)M\\)");

  private GarbageLog() {}

  /**
   * The most that was on the heap before a collection.
   *
   * @return in bytes; 0 if there was no collection
   */
  static long peak(Path log) throws IOException {
    long peak = 0;
    Matcher pause = PAUSE.matcher(Files.readString(log));
    while (pause.find()) {
      peak = Math.max(peak, Long.parseLong(pause.group(1)) << 20);
    }
    return peak;
  }
}
