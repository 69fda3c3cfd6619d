package dev.ovenbird.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Steps over the fields of protobuf messages without decoding them, to learn where they lie. Only
 * lengths and tags are read, so that a scan touches few pages of a mapped file.
 *
 * <p>Source: https://protobuf.dev/programming-guides/encoding/
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private final int end;
  private int position;
  private int tagAt;

  WireReader(ByteBuffer bytes, int begin, int end) {
    this.bytes = bytes;
    this.position = begin;
    this.end = end;
  }

  boolean atEnd() {
    return position >= end;
  }

  int position() {
    return position;
  }

  /** Field number and wire type of the next field, as {@code number << 3 | type}. */
  int tag() {
    tagAt = position;
    long tag = varint();
    if (tag <= 7 || tag > 0xFFFF_FFFFL) {
      throw new WireException(tagAt, "no field begins there");
    }
    return (int) tag;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw new WireException(position, "it ends in the middle of a number");
      }
      byte next = bytes.get(position++);
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new WireException(position, "a number there has more than ten bytes");
  }

  /** Reads the length of a field of type {@link #BYTES} and checks that so much is there. */
  int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new WireException(
          tagAt,
          "a field there says that it has "
              + Long.toUnsignedString(length)
              + " bytes, but only "
              + (end - position)
              + " are left");
    }
    return (int) length;
  }

  /** A reader for the message that begins here; this reader goes on behind it. */
  WireReader message() {
    int length = length();
    position += length;
    return new WireReader(bytes, position - length, position);
  }

  String string() {
    byte[] text = new byte[length()];
    bytes.get(position, text);
    position += text.length;
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Steps over the value of the field whose tag was just read. */
  void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw new WireException(tagAt, "a field there has the unknown type " + (tag & 7));
    }
  }

  /** Goes forward so many bytes. */
  void advance(int count) {
    if (count > end - position) {
      throw new WireException(position, "it ends in the middle of a field");
    }
    position += count;
  }
}
