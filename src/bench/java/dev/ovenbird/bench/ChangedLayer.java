package dev.ovenbird.bench;

import dev.ovenbird.evaluate.Evaluation;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Metric;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.model.Calibrator;
import dev.ovenbird.model.ModelFiles;
import dev.ovenbird.onnx.FineTuned;
import dev.ovenbird.onnx.TensorPlace;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reader fetches who has a model and gets a version of it that was trained on in one layer:
 * calibrated by itself, and on the version before.
 */
final class ChangedLayer {
  private static final Path FOLDER = Path.of("target", "bench", "change");
  private static final String LAYER = "encoder.layer.2";

  /**
   * A version.
   *
   * @param fetched bytes of shards that the version before does not have
   * @param layer bytes of the layer's tensors alone, packed
   * @param requests shards that are fetched
   * @param meanCosine to the same version in fp32
   */
  record Row(
      String dtype,
      String calibratedOn,
      long fetched,
      long layer,
      int requests,
      double meanCosine) {}

  private ChangedLayer() {}

  static List<Row> print() throws IOException {
    Files.createDirectories(FOLDER);
    Path before = MiniLm.onnx();
    Path after = FOLDER.resolve("after.onnx");
    FineTuned.write(before, LAYER, after);
    Calibration old = calibration(before);
    Calibration own = calibration(after);
    System.out.println();
    System.out.println("Change: " + LAYER + " of all-MiniLM-L6-v2 was trained on");
    System.out.printf(
        "%-8s%-16s%12s%12s%8s%10s%14s%n",
        "dtype", "calibrated on", "fetched", "layer", "", "requests", "mean cosine");
    List<Row> rows = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16)) {
      Pack had = pack(quantize(before, dtype, old));
      rows.add(row(dtype, "itself", had, after, quantize(after, dtype, own)));
      rows.add(row(dtype, "version before", had, after, quantize(after, dtype, old)));
    }
    return rows;
  }

  private static Row row(Dtype dtype, String calibratedOn, Pack had, Path fp32, Path small)
      throws IOException {
    Pack now = pack(small);
    Set<String> old = had.shards().keySet();
    List<String> fetched =
        now.shards().keySet().stream().filter(hash -> !old.contains(hash)).toList();
    Fidelity fidelity =
        Evaluation.compareEncoders(
            fp32, small, MiniLm.tokenizer(), HeldOut.sentences(), MiniLm.OPTIONS);
    Row row =
        new Row(
            dtype.id(),
            calibratedOn,
            fetched.stream().mapToLong(hash -> now.shards().get(hash).stored()).sum(),
            layer(small),
            fetched.size(),
            fidelity.figure(Metric.MEAN_COSINE));
    System.out.printf(
        "%-8s%-16s%12d%12d%7.2fx%10d%14.5f%n",
        row.dtype(),
        row.calibratedOn(),
        row.fetched(),
        row.layer(),
        (double) row.fetched() / row.layer(),
        row.requests(),
        row.meanCosine());
    return row;
  }

  private static Calibration calibration(Path onnx) {
    return Calibrator.onTexts(onnx, MiniLm.tokenizer(), Calibrator.defaultTexts());
  }

  private static Path quantize(Path onnx, Dtype dtype, Calibration calibration) {
    Path file = FOLDER.resolve(dtype.fileName());
    Quantizer.quantize(onnx, file, QuantizeOptions.of(dtype).with(calibration));
    return file;
  }

  private static Pack pack(Path onnx) throws IOException {
    return new Packer(PackOptions.DEFAULT)
        .pack("model", Map.of(), ModelFiles.of("model.onnx", onnx), FOLDER.resolve("site"));
  }

  private static long layer(Path onnx) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RandomAccessFile file = new RandomAccessFile(onnx.toFile(), "r")) {
      for (TensorPlace place : TensorPlace.of(onnx).get(onnx.getFileName().toString())) {
        if (place.layer().equals(LAYER)) {
          byte[] tensor = new byte[(int) (place.end() - place.begin())];
          file.seek(place.begin());
          file.readFully(tensor);
          bytes.write(tensor);
        }
      }
    }
    Path alone = Files.write(FOLDER.resolve("layer"), bytes.toByteArray());
    return new Packer(PackOptions.DEFAULT)
        .pack("layer", Map.of(), List.of(new PackFile("layer", alone)), FOLDER.resolve("site"))
        .storedBytes();
  }
}
