package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A weight in 8 bits with a scale per output, made floating point again under its old name, so that
 * the nodes that use it need not change. Runtimes do that once, when the model is loaded, since
 * everything in it is constant: the file is small, the memory is not.
 */
record WidenedWeight(Weight weight, ByteMatrix bytes, QuantizedTensor report)
    implements StoredWeight {

  /** Quantizes; empty if a weight is not finite. */
  static Optional<WidenedWeight> of(Weight weight, Scratch scratch) {
    return ByteMatrix.of(weight, Grid.INT8, InputPlan.UNKNOWN, null, true, scratch)
        .map(bytes -> new WidenedWeight(weight, bytes, report(weight, bytes)));
  }

  private static QuantizedTensor report(Weight weight, ByteMatrix bytes) {
    return QuantizedTensor.of(
        weight, bytes.bytes(), "int8, scale per output, widened at load", bytes.relativeRmsError());
  }

  @Override
  public List<Initializer> tensors() {
    long[] shape = weight.matrix().tensor().shape();
    float[] scales = bytes.scales();
    long[] scaleShape = new long[shape.length];
    Arrays.fill(scaleShape, 1);
    scaleShape[weight.matrix().outputsFirst() ? 0 : shape.length - 1] = scales.length;
    return List.of(
        Nodes.tensor(weight.name() + "_q8", ElementType.INT8, shape, bytes.integers()),
        Nodes.floats(weight.name() + "_scale", scaleShape, scales));
  }

  @Override
  public void prepare(Emitter to) {
    String name = weight.name();
    to.add(Nodes.cast(name + "_q8", ElementType.FLOAT32, name + "_wide"));
    String product = to.add("Mul", name + "_f32", name + "_wide", name + "_scale");
    Product.finish(to, product, weight.tensor().type().orElseThrow(), name);
  }

  @Override
  public boolean rewrite(NodeProto node, WeightUse use, Emitter to) {
    return false;
  }
}
