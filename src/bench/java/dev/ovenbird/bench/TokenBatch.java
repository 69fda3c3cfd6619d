package dev.ovenbird.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a sentence model is given at once: texts as tokens, {@code [texts, length]} each, the short
 * ones filled up.
 */
record TokenBatch(long[][] ids, long[][] mask, long[][] types) {

  static TokenBatch of(Path tokenizerJson, List<String> texts, int maxLength) throws IOException {
    Map<String, String> settings =
        Map.of("truncation", "true", "padding", "true", "maxLength", Integer.toString(maxLength));
    System.setProperty("ai.djl.offline", "true");
    try (InputStream json = Files.newInputStream(tokenizerJson);
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(json, settings)) {
      List<Encoding> encodings = Arrays.asList(tokenizer.batchEncode(texts));
      return new TokenBatch(
          rows(encodings, Encoding::getIds),
          rows(encodings, Encoding::getAttentionMask),
          rows(encodings, Encoding::getTypeIds));
    }
  }

  private static long[][] rows(List<Encoding> encodings, Function<Encoding, long[]> row) {
    return encodings.stream().map(row).toArray(long[][]::new);
  }

  /** How many texts, and how many tokens each has: {@code 5 x 17}. */
  String shape() {
    return ids.length + " x " + ids[0].length;
  }

  /** As {@code measure.js} takes it. */
  Map<String, Object> forBrowser() {
    return Map.of("ids", lists(ids), "mask", lists(mask), "types", lists(types));
  }

  private static List<List<Long>> lists(long[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
