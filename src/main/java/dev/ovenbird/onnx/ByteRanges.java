package dev.ovenbird.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The parts of a message that are left when its weights are cut out. */
final class ByteRanges {
  private final List<int[]> ranges = new ArrayList<>();
  private int size;

  void add(int begin, int end) {
    ranges.add(new int[] {begin, end});
    size += end - begin;
  }

  /** All parts, one after the other: a whole message again, since fields are independent. */
  byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[size];
    int at = 0;
    for (int[] range : ranges) {
      bytes.get(range[0], copy, at, range[1] - range[0]);
      at += range[1] - range[0];
    }
    return copy;
  }

  /** Where in the file a byte of the {@link #copy} came from. */
  long offsetInFile(int copied) {
    int left = copied;
    for (int[] range : ranges) {
      if (left < range[1] - range[0]) {
        return range[0] + (long) left;
      }
      left -= range[1] - range[0];
    }
    return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1)[1];
  }
}
