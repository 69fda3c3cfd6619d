package dev.ovenbird.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides where files are cut. */
final class ShardPlan {
  private ShardPlan() {}

  /** A stretch of a file, in bytes. */
  record Range(long offset, long length) {}

  /**
   * Cuts a file: each shard ends at the last cut point that keeps it within the target, or at the
   * next one when that makes it at most a quarter larger; where a stretch without cut points is
   * longer, it is cut into equal parts.
   */
  static List<Range> of(long size, long[] cutPoints, long target) {
    long[] ends =
        Arrays.stream(cutPoints)
            .filter(point -> point > 0 && point < size)
            .sorted()
            .distinct()
            .toArray();
    List<Range> ranges = new ArrayList<>();
    long start = 0;
    while (size - start > target + target / 4) {
      long end = lastUpTo(ends, start, start + target);
      if (end <= start) {
        end = firstAfter(ends, start + target, size);
        if (end - start > target + target / 4) {
          long parts = (end - start + target - 1) / target;
          end = start + (end - start + parts - 1) / parts;
        }
      }
      ranges.add(new Range(start, end - start));
      start = end;
    }
    if (size > start) {
      ranges.add(new Range(start, size - start));
    }
    return ranges;
  }

  /** The last end in (start, limit] that makes a shard of at least half the target; else 0. */
  private static long lastUpTo(long[] ends, long start, long limit) {
    long least = start + (limit - start) / 2;
    long found = 0;
    for (long end : ends) {
      if (end >= least && end <= limit) {
        found = end;
      }
    }
    return found;
  }

  private static long firstAfter(long[] ends, long limit, long size) {
    for (long end : ends) {
      if (end > limit) {
        return end;
      }
    }
    return size;
  }
}
