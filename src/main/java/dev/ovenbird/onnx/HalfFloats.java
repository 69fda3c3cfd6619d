package dev.ovenbird.onnx;

/**
 * The 16-bit float types as 32-bit floats; every one of their values has an equal there.
 *
 * <p>Source of the layouts: IEEE 754 binary16, and bfloat16 as the upper half of a binary32.
 */
final class HalfFloats {
  /** The difference of both types' exponent biases, 127 - 15. */
  private static final float REBIAS = 0x1p112f;

  private HalfFloats() {}

  static float fromFloat16(int half) {
    int sign = (half & 0x8000) << 16;
    int magnitude = (half & 0x7FFF) << 13;
    if (magnitude >= 0x7C00 << 13) {
      return Float.intBitsToFloat(sign | 0x7F80_0000 | magnitude);
    }
    // Also right for subnormal numbers, which have no implicit leading bit in either type.
    float value = Float.intBitsToFloat(magnitude) * REBIAS;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(value));
  }

  static float fromBfloat16(int half) {
    return Float.intBitsToFloat(half << 16);
  }
}
