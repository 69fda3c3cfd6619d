package dev.ovenbird.quantize;

import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.FloatTensor;
import dev.ovenbird.onnx.Initializer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Decides which initializers are made smaller, and says why the others are not. */
final class WeightPlan {
  /** With fewer weights per scale, the scales eat up what the weights save. */
  private static final int MINIMUM_PER_CHANNEL = 8;

  private final WeightUses uses;
  private final QuantizeOptions options;

  WeightPlan(WeightUses uses, QuantizeOptions options) {
    this.uses = uses;
    this.options = options;
  }

  /** Why the tensor has to stay as it is; empty when it can be made smaller. */
  Optional<String> reasonToKeep(Initializer tensor) {
    int rank = tensor.shape().size();
    long elements = tensor.shape().stream().reduce(1L, Math::multiplyExact);
    if (elements < options.minimumElements()) {
      return Optional.of("small");
    }
    if (tensor.header().getDataType() != ElementType.FLOAT32.code()) {
      return Optional.of("not 32-bit floats");
    }
    if (uses.isOutput(tensor.name())) {
      return Optional.of("an output of the model");
    }
    if (elements > Integer.MAX_VALUE) {
      return Optional.of("more than 2^31 elements");
    }
    for (WeightUse use : uses.of(tensor.name())) {
      if (use.channelAxis(rank) < 0) {
        return Optional.of("used by " + use.op() + " as input " + use.input());
      }
    }
    if (elements / tensor.shape().get(axis(tensor)) < MINIMUM_PER_CHANNEL) {
      return Optional.of("too few elements per channel");
    }
    return isFinite(FloatTensor.of(tensor).values())
        ? Optional.empty()
        : Optional.of("holds values that are not finite");
  }

  /** The tensor, once {@link #reasonToKeep} found none. */
  Weight weight(Initializer tensor) {
    return new Weight(FloatTensor.of(tensor), axis(tensor), uses.of(tensor.name()));
  }

  private static boolean isFinite(FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Any axis would be right, since the whole weight is widened before it is used; the outputs of a
   * product are best. A table has few columns and many rows, so its columns cost least.
   */
  private int axis(Initializer tensor) {
    List<WeightUse> all = uses.of(tensor.name());
    int rank = tensor.shape().size();
    return all.stream().anyMatch(WeightUse::isRowLookup) ? 1 : all.get(0).channelAxis(rank);
  }
}
