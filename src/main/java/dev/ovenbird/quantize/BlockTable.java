package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;

/**
 * Looks rows of a table in blocks up and widens them, with operators of the standard set. ONNX
 * Runtime has {@code GatherBlockQuantized} for that, but the builds of ONNX Runtime Web that know
 * WebGPU have no WebAssembly kernel of it; and a table that stays on the processor's side needs no
 * room on the graphics card, where a buffer may end at 128 MiB.
 *
 * @param integers name of the table, {@code [rows, columns * bits / 8]}
 * @param scales name of the scales, {@code [rows, blocks]}
 * @param zeroPoints name of the zero points, one byte each, {@code [rows, blocks]}; null: the
 *     grid's middle
 */
record BlockTable(Grid grid, int columns, String integers, String scales, String zeroPoints) {

  /**
   * Adds the nodes.
   *
   * @param rows name of the result, {@code [indices…, columns]}
   */
  void lookUp(Emitter to, String indices, String rows) {
    String wide = rows + "_wide";
    to.add("Gather", rows + "_q", integers, indices);
    to.add(Nodes.cast(rows + "_q", ElementType.FLOAT32, wide));
    String numbers = grid.bits() == 4 ? unpacked(to, wide, rows) : wide;
    String blocks = reshaped(to, numbers, rows + "_blocks", grid.blockSize());
    String centred = to.add("Sub", rows + "_centred", blocks, zero(to, indices, rows));
    to.add("Gather", rows + "_scale", scales, indices);
    String scale = reshaped(to, rows + "_scale", rows + "_scales", 1);
    String scaled = to.add("Mul", rows + "_scaled", centred, scale);
    to.add("Shape", rows + "_indices", indices);
    String width = to.constant("ovenbird_" + columns + "_columns", new long[] {columns});
    to.add(Nodes.with(Nodes.node("Concat", rows + "_shape", rows + "_indices", width), "axis", 0));
    to.add("Reshape", rows, scaled, rows + "_shape");
  }

  /** Two numbers from each byte, the lower half first. */
  private static String unpacked(Emitter to, String bytes, String rows) {
    String sixteenths = to.add("Mul", rows + "_sixteenths", bytes, to.constant(1 / 16f));
    String upper = to.add("Floor", rows + "_upper", sixteenths);
    String shifted = to.add("Mul", rows + "_shifted", upper, to.constant(16));
    String lower = to.add("Sub", rows + "_lower", bytes, shifted);
    String column = to.constant("ovenbird_column", new long[] {-1, 1});
    to.add("Reshape", rows + "_first", lower, column);
    to.add("Reshape", rows + "_second", upper, column);
    to.add(
        Nodes.with(
            Nodes.node("Concat", rows + "_pairs", rows + "_first", rows + "_second"), "axis", 1));
    return rows + "_pairs";
  }

  private String zero(Emitter to, String indices, String rows) {
    if (zeroPoints == null) {
      return to.constant(grid.middle());
    }
    to.add("Gather", rows + "_zero", zeroPoints, indices);
    to.add(Nodes.cast(rows + "_zero", ElementType.FLOAT32, rows + "_zeros"));
    return reshaped(to, rows + "_zeros", rows + "_zero_blocks", 1);
  }

  /** As {@code [rows, blocks, width]}. */
  private String reshaped(Emitter to, String value, String output, int width) {
    int blocks = grid.blocks(columns);
    String shape =
        to.constant("ovenbird_" + blocks + "_by_" + width, new long[] {-1, blocks, width});
    return to.add("Reshape", output, value, shape);
  }
}
