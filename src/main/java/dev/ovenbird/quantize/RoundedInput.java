package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import java.util.List;

/**
 * Names of the values that stand for an input in 8 bits: {@code x ≈ (integers - zeroPoint) * scale
 * * rows}, the divisors aside.
 */
record RoundedInput(String integers, String scale, String zeroPoint, String rows) {
  /** Keeps a row of zeros from being divided by zero. */
  private static final float TINY = 1e-30f;

  static RoundedInput emit(Emitter to, String value, InputPlan plan, ElementType type) {
    String base = value + "_ob";
    String input = to.cast(value, type, ElementType.FLOAT32, base + "_f32");
    if (plan.divisors() != null) {
      String inverse = to.constant(base + "_even_by", inverse(plan.divisors()));
      input = to.add("Mul", base + "_even", input, inverse);
    }
    if (plan.rotated()) {
      input = rotated(to, input, base);
    }
    String magnitude = to.add("Abs", base + "_abs", input);
    String largest = to.reduceRow("ReduceMax", base + "_max", magnitude);
    String rows = to.add("Add", base + "_rows", largest, to.constant(TINY));
    input = to.add("Div", base + "_unit", input, rows);
    if (plan.rotated()) {
      // Rows reach from -1 to 1, to both sides alike: there is nothing left to measure.
      String step = to.constant(1f / Grid.INT8.half());
      String zero = to.zeroOfBytes();
      to.add("QuantizeLinear", base + "_q", input, step, zero);
      return new RoundedInput(base + "_q", step, zero, rows);
    }
    to.add(
        Nodes.node("DynamicQuantizeLinear", List.of(input), base + "_q").toBuilder()
            .addOutput(base + "_qs")
            .addOutput(base + "_qz")
            .build());
    return new RoundedInput(base + "_q", base + "_qs", base + "_qz", rows);
  }

  private static String rotated(Emitter to, String input, String base) {
    String columns = to.constant("ovenbird_mixed", new long[] {-1, Rotation.SIZE});
    to.add("Reshape", base + "_apart", input, columns);
    String mixed = to.add("MatMul", base + "_mixed", base + "_apart", to.rotation());
    to.add("Shape", base + "_shape", input);
    return to.add("Reshape", base + "_rotated", mixed, base + "_shape");
  }

  private static float[] inverse(float[] values) {
    float[] inverse = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      inverse[i] = 1 / values[i];
    }
    return inverse;
  }
}
