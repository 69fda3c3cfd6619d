package dev.ovenbird.evaluate;

import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a language model wants beside its tokens, for one whole text and nothing before it. The
 * names are those of Optimum's exports and of Transformers.js.
 */
final class CausalInputs {
  private CausalInputs() {}

  /** Of an input, open dimensions filled in: a batch of 1, no past, and so many tokens. */
  static long[] shape(String name, TensorInfo info, int tokens) {
    long[] shape = info.getShape();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        shape[i] = i == 0 ? 1 : isPast(name) ? 0 : tokens;
      }
    }
    // Some exports leave the switch and the count as open vectors.
    if (isSetting(name)) {
      Arrays.fill(shape, 1);
    }
    return shape;
  }

  /** The numbers of an input, {@code count} of them; empty for one that nobody knows. */
  static Optional<double[]> values(String name, long[] ids, int count) {
    if (name.equals("input_ids")) {
      return Optional.of(Arrays.stream(ids).asDoubleStream().toArray());
    }
    if (name.equals("attention_mask")) {
      return Optional.of(IntStream.range(0, count).mapToDouble(i -> 1).toArray());
    }
    if (name.equals("position_ids") || name.equals("cache_position")) {
      return Optional.of(IntStream.range(0, count).mapToDouble(i -> i % ids.length).toArray());
    }
    // Zeros: no branch with cache, no limit to the logits, one segment, an empty state.
    boolean zeros = isPast(name) || isSetting(name) || name.equals("token_type_ids");
    return zeros ? Optional.of(new double[count]) : Optional.empty();
  }

  /** Keys and values of earlier tokens, or the state of a recurrent layer. */
  static boolean isPast(String name) {
    return name.startsWith("past");
  }

  /** {@code use_cache_branch}, or {@code num_logits_to_keep}, where 0 means all. */
  static boolean isSetting(String name) {
    return name.equals("use_cache_branch") || name.endsWith("logits_to_keep");
  }
}
