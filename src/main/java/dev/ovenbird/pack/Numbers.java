package dev.ovenbird.pack;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A stretch of bytes that is numbers of one width, such as a tensor of floats.
 *
 * @param begin offset of the first, in bytes
 * @param end offset behind the last
 * @param width of each, in bytes
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"begin", "end", "width"})
public record Numbers(long begin, long end, int width) {
  public Numbers {
    if (begin < 0 || end < begin || width < 1 || (end - begin) % width != 0) {
      throw new IllegalArgumentException(begin + " to " + end + " by " + width);
    }
  }

  /** The whole numbers that lie between two offsets, counted from the first of these. */
  Numbers within(long from, long to) {
    long first = begin + (Math.max(0, from - begin) + width - 1) / width * width;
    long last = begin + Math.max(0, Math.min(end, to) - begin) / width * width;
    return last <= first ? new Numbers(0, 0, width) : new Numbers(first - from, last - from, width);
  }

  long length() {
    return end - begin;
  }
}
