package dev.ovenbird.bench;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** all-MiniLM-L6-v2 in each dtype against the original, on sentences that nothing was tuned on. */
final class MiniLmTable {
  private MiniLmTable() {}

  /**
   * A file.
   *
   * @param sameNeighbour share of sentences with the same nearest neighbour
   */
  record Row(
      String file, long bytes, double meanCosine, double minimumCosine, double sameNeighbour) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-20s %11d %12.6f %12.6f %9.1f %%",
          file,
          bytes,
          meanCosine,
          minimumCosine,
          100 * sameNeighbour);
    }
  }

  static List<Row> print() throws IOException {
    MiniLmFiles files = new MiniLmFiles();
    List<String> sentences = HeldOut.sentences();
    System.out.println();
    System.out.printf(
        "all-MiniLM-L6-v2, %d held-out sentences%n%-20s %11s %12s %12s %11s%n",
        sentences.size(), "file", "bytes", "mean cosine", "lowest", "neighbour");
    List<Row> rows = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
      add(rows, dtype.id(), files.calibrated(dtype), sentences);
      if (Quantizer.isCalibrated(dtype)) {
        add(rows, dtype.id() + " uncalibrated", files.uncalibrated(dtype), sentences);
      }
    }
    add(rows, MiniLmFiles.PUBLISHED, files.published(), sentences);
    return rows;
  }

  private static void add(List<Row> rows, String name, Path file, List<String> sentences)
      throws IOException {
    Fidelity fidelity =
        Evaluation.compareEncoders(
            MiniLm.onnx(), file, MiniLm.tokenizer(), sentences, MiniLm.OPTIONS);
    Row row =
        new Row(
            name,
            Files.size(file),
            fidelity.meanCosine(),
            fidelity.minimumCosine(),
            fidelity.nearestNeighbourAgreement());
    System.out.println(row);
    rows.add(row);
  }
}
