package dev.ovenbird.onnx;

/** The bytes are not a protobuf message. The message completes "at byte N: …". */
final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  WireException(long offset, String message) {
    super(message, null, false, false);
    this.offset = offset;
  }

  /** Byte offset in the file. */
  long offset() {
    return offset;
  }
}
