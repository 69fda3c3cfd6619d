package dev.ovenbird.model;

import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.quantize.Dtype;

/**
 * How far a model may stray when its descriptor does not say. Eight bits and half precision should
 * not be noticed; four bits cost something, and shall not cost much.
 */
final class DefaultLimits {
  private DefaultLimits() {}

  /** The limit of a metric, in its own unit; NaN for one that is not limited by default. */
  static double of(Metric metric, Dtype dtype) {
    return switch (metric) {
      case MEAN_COSINE -> byDtype(dtype, 0.9999, 0.999, 0.99, 0.95);
      case NEXT_TOKEN_AGREEMENT -> byDtype(dtype, 0.999, 0.98, 0.95, 0.80);
      case CLASS_AGREEMENT -> byDtype(dtype, 1, 0.98, 0.95, 0.85);
      case PERPLEXITY_INCREASE -> byDtype(dtype, 0.001, 0.01, 0.02, 0.15);
      default -> Double.NaN;
    };
  }

  private static double byDtype(Dtype dtype, double fp32, double fp16, double q8, double others) {
    return switch (dtype) {
      case FP32 -> fp32;
      case FP16 -> fp16;
      case Q8 -> q8;
      default -> others;
    };
  }
}
