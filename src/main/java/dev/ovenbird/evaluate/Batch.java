package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts that run together, padded to the longest of them.
 *
 * @param rows which of the caller's texts they are
 * @param length tokens per text, padding included
 * @param ids {@code [rows, length]}
 * @param mask {@code [rows, length]}, 1 where a token is, 0 where padding is
 * @param types {@code [rows, length]}
 */
record Batch(int[] rows, int length, long[][] ids, long[][] mask, long[][] types) {
  /** Keeps activations in the cache; more gains nothing on a CPU. */
  private static final int TOKENS = 1024;

  private static final int ROWS = 32;

  /** Puts texts of like length together, so that little is padded. */
  static List<Batch> of(List<Encoding> encodings) {
    List<Integer> byLength =
        IntStream.range(0, encodings.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> encodings.get(row).getIds().length))
            .toList();
    List<Batch> batches = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int row : byLength) {
      int length = encodings.get(row).getIds().length;
      if (!rows.isEmpty() && (rows.size() == ROWS || (rows.size() + 1) * length > TOKENS)) {
        batches.add(padded(encodings, rows));
        rows.clear();
      }
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      batches.add(padded(encodings, rows));
    }
    return batches;
  }

  private static Batch padded(List<Encoding> encodings, List<Integer> rows) {
    int count = rows.size();
    int length = encodings.get(rows.get(count - 1)).getIds().length;
    Batch batch =
        new Batch(
            rows.stream().mapToInt(Integer::intValue).toArray(),
            length,
            new long[count][length],
            new long[count][length],
            new long[count][length]);
    for (int i = 0; i < count; i++) {
      Encoding encoding = encodings.get(rows.get(i));
      copy(encoding.getIds(), batch.ids[i]);
      copy(encoding.getAttentionMask(), batch.mask[i]);
      copy(encoding.getTypeIds(), batch.types[i]);
    }
    return batch;
  }

  private static void copy(long[] from, long[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }
}
