package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.TensorProto;

/**
 * The lists in which a tensor can hold its numbers instead of raw data.
 *
 * <p>Source of which type uses which list: the remarks in the format's {@code onnx.proto}.
 */
enum TypedField {
  FLOAT,
  INT32,
  STRING,
  INT64,
  DOUBLE,
  UINT64;

  /** The one for a type of elements. */
  static TypedField of(ElementType type) {
    return switch (type) {
      case FLOAT32, COMPLEX64 -> FLOAT;
      case FLOAT64, COMPLEX128 -> DOUBLE;
      case INT64 -> INT64;
      case UINT32, UINT64 -> UINT64;
      case STRING -> STRING;
      default -> INT32;
    };
  }

  /** How many numbers of a tensor are in this list. */
  int count(TensorProto tensor) {
    return switch (this) {
      case FLOAT -> tensor.getFloatDataCount();
      case INT32 -> tensor.getInt32DataCount();
      case STRING -> tensor.getStringDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case UINT64 -> tensor.getUint64DataCount();
    };
  }

  /** How many numbers it takes: two for a complex one; types below a byte share one. */
  long numbers(ElementType type, long elements) {
    return switch (type) {
      case COMPLEX64, COMPLEX128 -> elements * 2;
      case STRING -> elements;
      default -> type.bits() < Byte.SIZE ? type.bytes(elements) : elements;
    };
  }
}
