package dev.ovenbird.bench;

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

/**
 * Times of all-MiniLM-L6-v2 on WebAssembly in Chromium, a single thread: ours, the published int8
 * and fp32 in turn, run by run.
 */
final class ChromiumSpeed {
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 3;

  private ChromiumSpeed() {}

  /**
   * A batch. Times are medians, in milliseconds.
   *
   * @param shape texts and tokens in each
   * @param toPublished median of the rounds' ratios of ours to the published file's
   * @param toOriginal the same to fp32
   */
  record Row(
      String batch,
      String shape,
      double ours,
      double published,
      double original,
      double toPublished,
      double toOriginal) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-14s %-8s %9.1f ms %9.1f ms %9.1f ms %9.2f %9.2f",
          batch,
          shape,
          ours,
          published,
          original,
          toPublished,
          toOriginal);
    }
  }

  /**
   * The whole table.
   *
   * @param versions of the browser and of ONNX Runtime Web, and the adapter of WebGPU
   */
  record Table(Map<String, Object> versions, List<Row> rows) {}

  static Table print() throws IOException {
    MiniLmFiles files = new MiniLmFiles();
    List<Path> models = List.of(files.calibrated(Dtype.Q8), files.published(), MiniLm.onnx());
    try (ModelPage page = ModelPage.open(Mode.WASM)) {
      Map<String, Object> versions = page.versions();
      System.out.println();
      System.out.printf(
          "all-MiniLM-L6-v2 on WebAssembly, one thread, medians of %d; %s%n"
              + "%-14s %-8s %12s %12s %12s %9s %9s%n",
          ROUNDS,
          versions,
          "batch",
          "shape",
          "ours q8",
          "published",
          "fp32",
          "to publ.",
          "to fp32");
      for (Path model : models) {
        page.load(model, "wasm");
      }
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, TokenBatch> batch : batches().entrySet()) {
        Row row = measure(page, models, batch.getKey(), batch.getValue());
        System.out.println(row);
        rows.add(row);
      }
      return new Table(versions, rows);
    }
  }

  private static Map<String, TokenBatch> batches() throws IOException {
    List<String> sentences = HeldOut.sentences();
    List<String> passages = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      passages.add(String.join(" ", sentences.subList(16 * i, 16 * i + 16)));
    }
    Map<String, TokenBatch> batches = new LinkedHashMap<>();
    batches.put("one sentence", TokenBatch.of(MiniLm.tokenizer(), sentences.subList(0, 1), 256));
    batches.put("five sentences", TokenBatch.of(MiniLm.tokenizer(), sentences.subList(0, 5), 256));
    batches.put("eight passages", TokenBatch.of(MiniLm.tokenizer(), passages, 64));
    return batches;
  }

  private static Row measure(ModelPage page, List<Path> models, String name, TokenBatch batch) {
    List<Series> times = List.of(new Series(), new Series(), new Series());
    Series toPublished = new Series();
    Series toOriginal = new Series();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double[] now = new double[models.size()];
      for (int turn = 0; turn < now.length; turn++) {
        // Each goes first in its turn.
        int index = Math.floorMod(turn + round, now.length);
        now[index] = page.time(models.get(index), batch);
      }
      if (round >= 0) {
        for (int i = 0; i < now.length; i++) {
          times.get(i).add(now[i]);
        }
        toPublished.add(now[0] / now[1]);
        toOriginal.add(now[0] / now[2]);
      }
    }
    return new Row(
        name,
        batch.shape(),
        times.get(0).median(),
        times.get(1).median(),
        times.get(2).median(),
        toPublished.median(),
        toOriginal.median());
  }
}
