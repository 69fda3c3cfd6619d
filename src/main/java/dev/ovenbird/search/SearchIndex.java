package dev.ovenbird.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.model.BakedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that the browser searches: passages, and their vectors as signed bytes. Vectors have
 * length one, so each number times 127, rounded, fits a byte; cosines change by less than 0.005.
 */
public final class SearchIndex {
  /** Changes whenever the same passages would give another file. */
  private static final String VERSION = "1";

  private static final int BATCH = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SearchIndex() {}

  /**
   * A finished index.
   *
   * @param model whose vectors it holds
   * @param path from the site's root
   * @param siteFolder the folder that holds it under that path
   */
  public record Built(String model, String path, Path siteFolder, int passages, long bytes) {}

  /**
   * Encodes all passages with the variant of the model that readers get, or takes them from the
   * cache.
   */
  public static Built build(
      List<Passage> passages, BakedModel model, BuildCache cache, Progress progress)
      throws IOException {
    BakedModel.Variant variant = model.variants().get(0);
    List<Object> key = new ArrayList<>();
    key.addAll(List.of(VERSION, model.name(), model.pack().manifestPath(), variant.dtype()));
    key.add(model.descriptor().encoder());
    key.addAll(passages);
    Path folder =
        cache.get("search", key, fresh -> write(fresh, passages, model, variant.file(), progress));
    Path search = folder.resolve("_ovenbird/search");
    try (var files = Files.list(search)) {
      Path file = files.findFirst().orElseThrow();
      return new Built(
          model.name(),
          "_ovenbird/search/" + file.getFileName(),
          folder,
          passages.size(),
          Files.size(file));
    }
  }

  private static void write(
      Path folder, List<Passage> passages, BakedModel model, Path onnx, Progress progress)
      throws IOException {
    List<float[]> vectors = new ArrayList<>();
    String step = "Encode the passages of the search";
    try (TextEncoder encoder =
        TextEncoder.open(onnx, model.tokenizer().orElseThrow(), model.descriptor().encoder())) {
      for (int from = 0; from < passages.size(); from += BATCH) {
        List<Passage> batch = passages.subList(from, Math.min(from + BATCH, passages.size()));
        vectors.addAll(List.of(encoder.encode(batch.stream().map(Passage::encoded).toList())));
        progress.report(step, vectors.size(), passages.size());
      }
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("format", 1);
    index.put("model", model.name());
    index.put("dimension", vectors.isEmpty() ? 0 : vectors.get(0).length);
    index.put("passages", passages);
    index.put("vectors", Base64.getEncoder().encodeToString(quantize(vectors)));
    byte[] json = JSON.writeValueAsBytes(index);
    Path file = folder.resolve("_ovenbird/search").resolve(Digest.hashedName("index.json", json));
    Files.createDirectories(file.getParent());
    Files.write(file, json);
  }

  /** Unit vectors as rows of int8, each {@code round(127 x)}. */
  static byte[] quantize(List<float[]> vectors) {
    int dimension = vectors.isEmpty() ? 0 : vectors.get(0).length;
    byte[] bytes = new byte[vectors.size() * dimension];
    int at = 0;
    for (float[] vector : vectors) {
      for (float value : vector) {
        bytes[at++] = (byte) Math.round(127 * Math.max(-1, Math.min(1, value)));
      }
    }
    return bytes;
  }
}
