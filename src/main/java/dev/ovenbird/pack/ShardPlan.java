package dev.ovenbird.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Decides where files are cut. */
final class ShardPlan {
  /** A section that is smaller, in bytes, is not worth a request, and goes with its neighbour. */
  static final long SMALLEST = 256 << 10;

  private ShardPlan() {}

  /** A stretch of a file, in bytes. */
  record Range(long offset, long length) {
    long end() {
      return offset + length;
    }
  }

  /**
   * Cuts a file at its sections, and sections that are longer than a quarter more than the target
   * at their cut points: each part ends at the last one that keeps it within the target, or at the
   * next one when that makes it at most a quarter larger; where a stretch without cut points is
   * longer, it is cut into equal parts. All but the first section are cut alike wherever they lie.
   */
  static List<Range> of(long size, Layout layout, PackOptions options) {
    long target = options.targetBytes();
    List<Range> ranges = new ArrayList<>();
    NavigableSet<Long> cutPoints = new TreeSet<>(layout.cutPoints());
    long start = 0;
    for (long end : ends(size, layout.sections(), Math.min(SMALLEST, target / 4))) {
      cut(start, end, cutPoints.subSet(start, false, end, false), target, ranges);
      start = end;
    }
    return ranges;
  }

  private static List<Long> ends(long size, List<Long> sections, long smallest) {
    List<Long> ends = new ArrayList<>();
    long start = 0;
    for (long section : sections) {
      if (section - start >= smallest && size - section >= smallest) {
        ends.add(section);
        start = section;
      }
    }
    if (size > 0) {
      ends.add(size);
    }
    return ends;
  }

  private static void cut(
      long begin, long size, NavigableSet<Long> cutPoints, long target, List<Range> ranges) {
    long start = begin;
    while (size - start > target + target / 4) {
      Long end = cutPoints.floor(start + target);
      // A part of less than half the target is worth less than a cut elsewhere.
      if (end == null || end < start + target / 2) {
        Long after = cutPoints.higher(start + target);
        end = after == null ? size : after;
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
  }
}
