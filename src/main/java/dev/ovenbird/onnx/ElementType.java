package dev.ovenbird.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The element types of ONNX tensors.
 *
 * <p>Source of codes and widths: {@code TensorProto.DataType} in the ONNX IR specification.
 */
public enum ElementType {
  FLOAT32(1, 32),
  UINT8(2, 8),
  INT8(3, 8),
  UINT16(4, 16),
  INT16(5, 16),
  INT32(6, 32),
  INT64(7, 64),
  STRING(8, 0),
  BOOL(9, 8),
  FLOAT16(10, 16),
  FLOAT64(11, 64),
  UINT32(12, 32),
  UINT64(13, 64),
  COMPLEX64(14, 64),
  COMPLEX128(15, 128),
  BFLOAT16(16, 16),
  FLOAT8E4M3FN(17, 8),
  FLOAT8E4M3FNUZ(18, 8),
  FLOAT8E5M2(19, 8),
  FLOAT8E5M2FNUZ(20, 8),
  UINT4(21, 4),
  INT4(22, 4),
  FLOAT4E2M1(23, 4),
  FLOAT8E8M0(24, 8),
  UINT2(25, 2),
  INT2(26, 2);

  private final int code;
  private final int bits;

  ElementType(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /** The number that stands for it in a file. */
  public int code() {
    return code;
  }

  /** Width of one element in bits; 0 for strings, which have none. */
  public int bits() {
    return bits;
  }

  /** Size of so many elements in bytes, the last byte filled up. */
  public long bytes(long elements) {
    return bits >= 8
        ? Math.multiplyExact(elements, bits / 8)
        : Math.addExact(Math.multiplyExact(elements, bits), 7) / 8;
  }

  /** The type of a code; empty for codes of newer versions of the format. */
  public static Optional<ElementType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** What people are shown for a code: {@code float32}, or {@code type 99}. */
  public static String nameOf(int code) {
    return of(code).map(type -> type.name().toLowerCase(Locale.ROOT)).orElse("type " + code);
  }
}
