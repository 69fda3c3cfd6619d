package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.FloatTensor;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.onnx.TensorDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dtype would make of a model, told from shapes alone, in no more time than reading it
 * takes.
 *
 * @param bytes of the file, within a few percent: the nodes that are added are not counted
 * @param products weights that would be multiplied as integers or in blocks
 * @param tables weights whose rows would be looked up
 * @param widened weights that would be small in the file, but not in memory
 * @param kept tensors that would stay as they are
 */
public record SizeEstimate(
    Dtype dtype, long bytes, int products, int tables, int widened, int kept) {

  /**
   * Estimates q8, q4, fp16 and q4f16, in this order.
   *
   * @throws dev.ovenbird.diagnostics.InputException if the model is damaged
   */
  public static List<SizeEstimate> of(Path in) {
    OnnxModel model = GraphCleaner.clean(ConstantHoister.hoist(OnnxReader.read(in)));
    WeightUses uses = WeightUses.of(model.graph());
    List<SizeEstimate> estimates = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
      estimates.add(of(model, uses, dtype));
    }
    return estimates;
  }

  private static SizeEstimate of(OnnxModel model, WeightUses uses, Dtype dtype) {
    WeightPlan plan = new WeightPlan(model, uses, QuantizeOptions.of(dtype).minimumElements());
    long bytes = OnnxSize.of(model);
    int products = 0;
    int tables = 0;
    int widened = 0;
    int kept = 0;
    for (Initializer tensor : model.initializers()) {
      long before = TensorDescription.of(tensor).bytes();
      if (dtype == Dtype.FP16 || plan.reasonToKeep(tensor).isPresent()) {
        kept++;
        bytes -= before - halved(tensor, dtype, before);
        continue;
      }
      Weight weight = plan.weight(tensor);
      products += weight.isProduct() ? 1 : 0;
      tables += weight.isTable() ? 1 : 0;
      widened += weight.widened() ? 1 : 0;
      bytes -= before - after(weight, dtype);
    }
    return new SizeEstimate(dtype, bytes, products, tables, widened, kept);
  }

  private static long after(Weight weight, Dtype dtype) {
    int scaleBytes = dtype == Dtype.Q4F16 ? 2 : 4;
    long outputs = weight.matrix().outputs();
    int block = WeightEncoder.block(weight);
    if (dtype == Dtype.Q8 || weight.widened() || block == 0) {
      return weight.elements() + outputs * scaleBytes;
    }
    Grid grid = WeightEncoder.grid(weight, WeightEncoder.usual(dtype, weight), block);
    long blocks = grid.blocks(weight.matrix().inputs());
    long zeros = grid.zeroPoints() ? BlockWeight.zeroBytes(weight, grid, (int) blocks) : 0;
    return outputs * (blocks * (grid.blockSize() * grid.bits() / 8 + scaleBytes) + zeros);
  }

  private static long halved(Initializer tensor, Dtype dtype, long bytes) {
    boolean half = dtype == Dtype.FP16 || dtype == Dtype.Q4F16;
    boolean wide =
        FloatTensor.isFloat(tensor) && tensor.header().getDataType() == ElementType.FLOAT32.code();
    return half && wide ? bytes / 2 : bytes;
  }
}
