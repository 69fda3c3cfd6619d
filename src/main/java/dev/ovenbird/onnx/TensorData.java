package dev.ovenbird.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of a tensor, little endian, of any length: buffers that follow each other. A Java
 * buffer ends at 2 GiB; a tensor does not. Immutable as long as nobody writes to the buffers or
 * files it was made of; then also thread-safe.
 */
public final class TensorData {
  private static final TensorData EMPTY = new TensorData(List.of());

  /** How many places of the data go into {@link #hashCode}. */
  private static final int SAMPLES = 16;

  private static final int COMPARED_AT_ONCE = 1 << 24;

  private final List<ByteBuffer> parts;
  private final long[] ends;

  private TensorData(List<ByteBuffer> parts) {
    this.parts = parts;
    this.ends = new long[parts.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += parts.get(i).limit();
      ends[i] = end;
    }
  }

  /** The bytes of a buffer from its position to its limit, not copied. */
  public static TensorData of(ByteBuffer bytes) {
    return bytes.hasRemaining() ? new TensorData(List.of(view(bytes.slice()))) : EMPTY;
  }

  /**
   * A range of a file, mapped: nothing is read before it is used, and nothing gets to the heap.
   *
   * @param offset of its first byte
   * @param length in bytes, or -1 for all up to the end
   * @throws dev.ovenbird.diagnostics.InputException if the file has no such range or cannot be read
   */
  public static TensorData ofFile(Path file, long offset, long length) {
    return join(MappedFile.ranges(file, offset, length).stream().map(TensorData::of).toList());
  }

  /** Data one after the other, not copied. */
  public static TensorData join(List<TensorData> data) {
    return new TensorData(data.stream().flatMap(each -> each.parts.stream()).toList());
  }

  /** How many bytes it has. */
  public long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /**
   * Some of the bytes as a new buffer: read-only, little endian, at position 0. It is a view, but
   * for the rare one that reaches over two parts, which is copied to the heap.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public ByteBuffer slice(long offset, int length) {
    Objects.checkFromIndexSize(offset, length, size());
    int index = partOf(offset);
    if (length == 0 || offset + length <= ends[index]) {
      return length == 0
          ? view(ByteBuffer.allocate(0))
          : view(parts.get(index).slice((int) (offset - begin(index)), length));
    }
    ByteBuffer copy = ByteBuffer.allocate(length);
    for (ByteBuffer part : range(offset, length).parts) {
      copy.put(part.duplicate());
    }
    return view(copy.flip());
  }

  /**
   * A part of this data, not copied.
   *
   * @throws IndexOutOfBoundsException if there is not so much
   */
  public TensorData range(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, size());
    if (length == 0) {
      return EMPTY;
    }
    int first = partOf(offset);
    int last = partOf(offset + length - 1);
    ByteBuffer[] within = parts.subList(first, last + 1).toArray(ByteBuffer[]::new);
    int tail = (int) (offset + length - begin(last));
    within[within.length - 1] = view(within[within.length - 1].slice(0, tail));
    int head = (int) (offset - begin(first));
    within[0] = view(within[0].slice(head, within[0].limit() - head));
    return new TensorData(List.of(within));
  }

  /** Whether every {@link #slice} of it is a view. */
  boolean isOneBuffer() {
    return parts.size() <= 1;
  }

  /** Its buffers in order, for writing them out: read-only, at position 0. */
  List<ByteBuffer> buffers() {
    return parts.stream().map(TensorData::view).toList();
  }

  /** Whether both have the same bytes; they are compared only if the sizes are equal. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof TensorData data) || data.size() != size()) {
      return false;
    }
    for (long at = 0; at < size(); at += COMPARED_AT_ONCE) {
      int length = (int) Math.min(COMPARED_AT_ONCE, size() - at);
      if (slice(at, length).mismatch(data.slice(at, length)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** From the size and a few of the bytes, so that it costs the same for any tensor. */
  @Override
  public int hashCode() {
    long hash = size();
    for (int i = 0; i < SAMPLES && size() >= Long.BYTES; i++) {
      long at = (long) ((size() - Long.BYTES) * (i / (double) (SAMPLES - 1)));
      hash = hash * 31 + slice(at, Long.BYTES).getLong();
    }
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return size() + " bytes";
  }

  private long begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** There are few parts: one, but for tensors of more than a gigabyte. */
  private int partOf(long offset) {
    int index = 0;
    while (index < ends.length && ends[index] <= offset) {
      index++;
    }
    return index;
  }

  private static ByteBuffer view(ByteBuffer bytes) {
    return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
