package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A matrix in 8 bits with a scale per output, multiplied in integers: {@code MatMulInteger}, whose
 * other side is rounded while the model runs. Rows of a table are looked up in 8 bits, then
 * widened.
 *
 * <p>Bytes are unsigned with 128 as zero, 64 in a table: processors without VNNI saturate sums of
 * unsigned times signed bytes, and ONNX Runtime Web has no fast kernel for a signed left side.
 */
record Int8Weight(Weight weight, ByteMatrix bytes, InputPlan input, QuantizedTensor report)
    implements StoredWeight {
  /** Quantizes; empty if a weight is not finite. */
  static Optional<Int8Weight> of(
      Weight weight, InputPlan input, Feedback feedback, Scratch scratch) {
    return ByteMatrix.of(weight, grid(weight), input, feedback, false, scratch)
        .map(bytes -> new Int8Weight(weight, bytes, input, report(weight, bytes, input)));
  }

  private static Grid grid(Weight weight) {
    return weight.isProduct() ? Grid.INT8 : Grid.TABLE;
  }

  private static QuantizedTensor report(Weight weight, ByteMatrix bytes, InputPlan input) {
    int divisors = input.divisors() == null ? 0 : input.divisors().length;
    return QuantizedTensor.of(
        weight,
        bytes.bytes() + 4L * divisors,
        "int%d, scale per output".formatted(grid(weight).bits()),
        bytes.relativeRmsError());
  }

  @Override
  public List<Initializer> tensors() {
    List<Initializer> tensors = new ArrayList<>();
    Matrix matrix = weight.matrix();
    long[] shape =
        matrix.outputsFirst()
            ? new long[] {matrix.outputs(), matrix.inputs()}
            : new long[] {matrix.inputs(), matrix.outputs()};
    tensors.add(Nodes.tensor(integers(weight), ElementType.UINT8, shape, bytes.integers()));
    float[] scales = bytes.scales();
    long[] scaleShape =
        weight.isTable() ? new long[] {scales.length, 1} : new long[] {scales.length};
    tensors.add(Nodes.floats(scale(weight), scaleShape, scales));
    return tensors;
  }

  @Override
  public boolean rewrite(NodeProto node, WeightUse use, Emitter to) {
    if (weight.role(use) == WeightUse.Role.TABLE) {
      lookUp(node, use, to);
    } else {
      multiply(node, use, to);
    }
    return true;
  }

  private void lookUp(NodeProto gather, WeightUse use, Emitter to) {
    String rows = gather.getOutput(0);
    String indices = gather.getInput(1);
    to.add("Gather", rows + "_q8", integers(weight), indices);
    to.add(Nodes.cast(rows + "_q8", ElementType.FLOAT32, rows + "_wide"));
    to.add("Sub", rows + "_centred", rows + "_wide", to.constant(grid(weight).middle()));
    to.add("Gather", rows + "_scale", scale(weight), indices);
    Product.finish(
        to,
        to.add("Mul", rows + "_f32", rows + "_centred", rows + "_scale"),
        weight.typeFor(use),
        rows);
  }

  private void multiply(NodeProto node, WeightUse use, Emitter to) {
    String y = node.getOutput(0);
    ElementType type = weight.typeFor(use);
    RoundedInput x = to.rounded(node.getInput(0), input, type);
    String right = integers(weight);
    if (weight.matrix().outputsFirst()) {
      // Computed once, when the model is loaded.
      right = to.add("Transpose", y + "_right", right);
    }
    to.add("MatMulInteger", y + "_int", x.integers(), right, x.zeroPoint(), to.zeroOfBytes());
    to.add(Nodes.cast(y + "_int", ElementType.FLOAT32, y + "_sum"));
    String scale = scale(weight);
    if (weight.isTable()) {
      scale = to.add("Transpose", y + "_scales", scale);
    }
    to.add("Mul", y + "_scale", x.scale(), scale);
    to.add("Mul", y + "_scaled", y + "_sum", y + "_scale");
    String product = to.add("Mul", y + "_rows", y + "_scaled", x.rows());
    Product.finish(to, product, type, node);
  }

  private static String integers(Weight weight) {
    return weight.name() + "_q8";
  }

  private static String scale(Weight weight) {
    return weight.name() + "_scale";
  }
}
