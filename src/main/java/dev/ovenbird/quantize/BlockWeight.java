package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.TensorData;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A matrix in blocks with a scale each, multiplied by {@code MatMulNBits} of ONNX Runtime's own set
 * or looked up row by row. Both read the same bytes, so that an embedding that is also the output
 * layer is stored once.
 *
 * <p>Source of the layouts: docs/ContribOperators.md of ONNX Runtime.
 */
record BlockWeight(
    Weight weight,
    Grid grid,
    TensorData integers,
    TensorData scales,
    TensorData zeroPoints,
    QuantizedTensor report)
    implements StoredWeight {
  static final String DOMAIN = "com.microsoft";

  /** Quantizes; empty if a weight is not finite. */
  static Optional<BlockWeight> of(Weight weight, Grid grid, Feedback feedback, Scratch scratch) {
    Matrix matrix = weight.matrix();
    int blocks = grid.blocks(matrix.inputs());
    int rowBytes = blocks * grid.blockSize() * grid.bits() / 8;
    int zeroBytes = zeroBytes(weight, grid, blocks);
    ByteBuffer bytes = scratch.allocate(Math.multiplyExact(matrix.outputs(), rowBytes));
    ByteBuffer scales = scratch.allocate(Math.multiplyExact(matrix.outputs(), blocks * 4));
    ByteBuffer zeros =
        scratch.allocate(grid.zeroPoints() ? Math.multiplyExact(matrix.outputs(), zeroBytes) : 0);
    OptionalDouble error =
        TileLoop.run(
            matrix,
            grid,
            InputPlan.UNKNOWN,
            feedback,
            (first, tile) -> {
              ByteLayout.putPacked(tile, first, grid.bits(), rowBytes, bytes);
              putScales(tile, first, blocks, scales);
              if (grid.zeroPoints()) {
                int bits = weight.isTable() ? 8 : grid.bits();
                putZeroPoints(tile, first, bits, zeroBytes, zeros);
              }
            });
    if (error.isEmpty()) {
      return Optional.empty();
    }
    QuantizedTensor report =
        QuantizedTensor.of(
            weight,
            (long) bytes.limit() + scales.limit() + zeros.limit(),
            "int"
                + grid.bits()
                + ", scale per "
                + grid.blockSize()
                + " inputs"
                + (grid.zeroPoints() ? ", zero points" : ""),
            error.getAsDouble());
    return Optional.of(
        new BlockWeight(
            weight,
            grid,
            TensorData.of(bytes),
            TensorData.of(scales),
            TensorData.of(zeros),
            report));
  }

  private static void putScales(Tile tile, int first, int blocks, ByteBuffer to) {
    for (int i = 0; i < tile.width; i++) {
      for (int block = 0; block < blocks; block++) {
        to.putFloat(((first + i) * blocks + block) * 4, tile.scales[block][i]);
      }
    }
  }

  /** A product has them packed as its integers are; a table has a byte for each. */
  static int zeroBytes(Weight weight, Grid grid, int blocks) {
    return weight.isTable() ? blocks : (blocks * grid.bits() + 7) / 8;
  }

  private static void putZeroPoints(Tile tile, int first, int bits, int rowBytes, ByteBuffer to) {
    byte[] row = new byte[rowBytes];
    for (int i = 0; i < tile.width; i++) {
      ByteLayout.pack(tile.zeroPoints, i, bits, row);
      to.put((first + i) * row.length, row);
    }
  }

  @Override
  public List<Initializer> tensors() {
    long outputs = weight.matrix().outputs();
    long blocks = grid.blocks(weight.matrix().inputs());
    long blob = (long) grid.blockSize() * grid.bits() / 8;
    long[] shape =
        weight.isTable() ? new long[] {outputs, blocks * blob} : new long[] {outputs, blocks, blob};
    List<Initializer> tensors = new ArrayList<>();
    tensors.add(Nodes.tensor(name("_q"), ElementType.UINT8, shape, integers));
    long[] scaleShape = {outputs, blocks};
    tensors.add(Nodes.tensor(name("_scale"), ElementType.FLOAT32, scaleShape, scales));
    if (grid.zeroPoints()) {
      long[] zeroShape = {outputs, zeroBytes(weight, grid, (int) blocks)};
      tensors.add(Nodes.tensor(name("_zero"), ElementType.UINT8, zeroShape, zeroPoints));
    }
    return tensors;
  }

  @Override
  public boolean rewrite(NodeProto node, WeightUse use, Emitter to) {
    ElementType type = weight.typeFor(use);
    if (weight.role(use) == WeightUse.Role.TABLE) {
      String rows = node.getOutput(0);
      table().lookUp(to, node.getInput(1), rows + "_f32");
      Product.finish(to, rows + "_f32", type, rows);
    } else {
      String y = node.getOutput(0);
      String x = to.cast(node.getInput(0), type, ElementType.FLOAT32, y + "_x");
      to.add(product(x, integersOfProduct(y, to), y + "_product"));
      Product.finish(to, y + "_product", type, node);
    }
    return true;
  }

  /** The product wants blocks as an axis of their own. Done once, when the model is loaded. */
  private String integersOfProduct(String y, Emitter to) {
    if (!weight.isTable()) {
      return name("_q");
    }
    Matrix matrix = weight.matrix();
    long blocks = grid.blocks(matrix.inputs());
    String shape =
        to.constant(
            name("_blocks"),
            new long[] {matrix.outputs(), blocks, (long) grid.blockSize() * grid.bits() / 8});
    return to.add("Reshape", y + "_blocks", name("_q"), shape);
  }

  private NodeProto product(String x, String integers, String y) {
    List<String> inputs = new ArrayList<>(List.of(x, integers, name("_scale")));
    if (grid.zeroPoints()) {
      inputs.add(name("_zero"));
    }
    NodeProto node = Nodes.node("MatMulNBits", inputs, y).toBuilder().setDomain(DOMAIN).build();
    node = Nodes.with(node, "K", weight.matrix().inputs());
    node = Nodes.with(node, "N", weight.matrix().outputs());
    node = Nodes.with(node, "bits", grid.bits());
    return Nodes.with(node, "block_size", grid.blockSize());
  }

  private BlockTable table() {
    return new BlockTable(
        grid,
        weight.matrix().inputs(),
        name("_q"),
        name("_scale"),
        grid.zeroPoints() ? name("_zero") : null);
  }

  private String name(String suffix) {
    return weight.name() + suffix;
  }
}
