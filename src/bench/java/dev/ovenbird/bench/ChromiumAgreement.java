package dev.ovenbird.bench;

import ai.onnxruntime.OrtException;
import dev.ovenbird.browser.Mode;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.WebDriverException;

/**
 * Whether a file gives the same vectors wherever it runs: on WebAssembly and on WebGPU in Chromium,
 * and in ONNX Runtime for Java.
 */
final class ChromiumAgreement {
  private static final int SENTENCES = 16;

  private ChromiumAgreement() {}

  /**
   * A file. Distances are the largest of {@code 1 - cosine}; null where the file does not run.
   *
   * @param failures what a device said that does not run the file, by device
   */
  record Row(
      String file,
      Double wasmToWebgpu,
      Double wasmToNative,
      Double webgpuToNative,
      Map<String, String> failures) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-14s %14s %14s %14s  %s",
          file,
          text(wasmToWebgpu),
          text(wasmToNative),
          text(webgpuToNative),
          failures.isEmpty() ? "" : failures);
    }

    private static String text(Double distance) {
      return distance == null ? "-" : String.format(Locale.ROOT, "%.1e", distance);
    }
  }

  /**
   * The whole table.
   *
   * @param versions of the browser and of ONNX Runtime Web, and the adapter of WebGPU
   */
  record Table(Map<String, Object> versions, List<Row> rows) {}

  static Table print() throws IOException, OrtException {
    MiniLmFiles files = new MiniLmFiles();
    Map<String, Path> models = new LinkedHashMap<>();
    for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
      models.put(dtype.id(), files.calibrated(dtype));
    }
    models.put(MiniLmFiles.PUBLISHED, files.published());
    TokenBatch batch =
        TokenBatch.of(MiniLm.tokenizer(), HeldOut.sentences().subList(0, SENTENCES), 256);
    List<Row> rows = new ArrayList<>();
    try (ModelPage page = ModelPage.open(Mode.WEBGPU)) {
      Map<String, Object> versions = page.versions();
      System.out.println();
      System.out.printf(
          "Largest cosine distance of %d vectors; %s%n%-14s %14s %14s %14s%n",
          SENTENCES, page.versions(), "file", "WASM-WebGPU", "WASM-native", "WebGPU-native");
      for (Map.Entry<String, Path> model : models.entrySet()) {
        Row row = measure(page, model.getKey(), model.getValue(), batch);
        System.out.println(row);
        rows.add(row);
      }
      return new Table(versions, rows);
    }
  }

  private static Row measure(ModelPage page, String name, Path model, TokenBatch batch)
      throws IOException, OrtException {
    Map<String, String> failures = new LinkedHashMap<>();
    float[][] wasm = vectors(page, model, batch, "wasm", failures);
    float[][] webgpu = vectors(page, model, batch, "webgpu", failures);
    float[][] reference = NativeRun.vectors(model, batch);
    return new Row(
        name,
        distance(wasm, webgpu),
        distance(wasm, reference),
        distance(webgpu, reference),
        failures);
  }

  /** Null if the model does not run there. */
  private static float[][] vectors(
      ModelPage page, Path model, TokenBatch batch, String device, Map<String, String> failures)
      throws IOException {
    try {
      page.load(model, device);
      float[][] vectors = page.vectors(model, batch);
      page.unload(model);
      return vectors;
    } catch (WebDriverException e) {
      failures.put(device, firstLine(e));
      return null;
    }
  }

  private static String firstLine(WebDriverException e) {
    return e.getRawMessage().lines().findFirst().orElse("").replace("javascript error: ", "");
  }

  private static Double distance(float[][] first, float[][] second) {
    if (first == null || second == null) {
      return null;
    }
    double largest = 0;
    for (int row = 0; row < first.length; row++) {
      double cosine = cosine(first[row], second[row]);
      largest = Math.max(largest, Double.isNaN(cosine) ? 2 : 1 - cosine);
    }
    return largest;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaredA = 0;
    double squaredB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaredA += (double) a[i] * a[i];
      squaredB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaredA * squaredB);
  }
}
