package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorData;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A weight in 8 bits with a scale per output, made floating point again under its old name, so that
 * the nodes that use it need not change. Runtimes do that once, when the model is loaded, since
 * everything in it is constant: the file is small, the memory is not.
 */
record WidenedWeight(Weight weight, TensorData integers, float[] scales, QuantizedTensor report)
    implements StoredWeight {

  /** Quantizes; empty if a weight is not finite. */
  static Optional<WidenedWeight> of(Weight weight, Scratch scratch) {
    Matrix matrix = weight.matrix();
    ByteBuffer bytes = scratch.allocate(Math.toIntExact(weight.elements()));
    float[] scales = new float[matrix.outputs()];
    OptionalDouble error =
        TileLoop.run(
            matrix,
            Grid.INT8,
            InputPlan.UNKNOWN,
            null,
            (first, tile) -> {
              System.arraycopy(tile.scales[0], 0, scales, first, tile.width);
              for (byte[] integers : tile.integers) {
                for (int i = 0; i < integers.length; i++) {
                  integers[i] -= (byte) Grid.INT8.middle();
                }
              }
              ByteLayout.put(tile, first, matrix, bytes);
            });
    if (error.isEmpty()) {
      return Optional.empty();
    }
    QuantizedTensor report =
        QuantizedTensor.of(
            weight,
            bytes.limit() + 4L * scales.length,
            "int8, scale per output, widened at load",
            error.getAsDouble());
    return Optional.of(new WidenedWeight(weight, TensorData.of(bytes), scales, report));
  }

  @Override
  public List<Initializer> tensors() {
    long[] shape = weight.matrix().tensor().shape();
    long[] scaleShape = new long[shape.length];
    Arrays.fill(scaleShape, 1);
    scaleShape[weight.matrix().outputsFirst() ? 0 : shape.length - 1] = scales.length;
    return List.of(
        Nodes.tensor(weight.name() + "_q8", ElementType.INT8, shape, integers),
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
