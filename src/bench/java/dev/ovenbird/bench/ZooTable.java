package dev.ovenbird.bench;

import dev.ovenbird.model.Calibrator;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import dev.ovenbird.zoo.Peer;
import dev.ovenbird.zoo.Zoo;
import dev.ovenbird.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sizes and errors of small models of many kinds, beside those that Python tools make. */
final class ZooTable {
  private ZooTable() {}

  /**
   * A model in a dtype. Errors are those of all outputs, root mean square over that of the
   * original's.
   */
  record Row(
      String model,
      String dtype,
      long bytes,
      double error,
      double uncalibratedError,
      List<Peer> peers) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-16s %-6s %9d %9.4f %9.4f   %s",
          model,
          dtype,
          bytes,
          error,
          uncalibratedError,
          peers.stream().map(Row::text).collect(Collectors.joining(" ")));
    }

    private static String text(Peer peer) {
      return String.format(
          Locale.ROOT, "%s: %d, %.4f", peer.scheme(), peer.bytes(), peer.outputs().relativeRms());
    }
  }

  static List<Row> print() throws IOException {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%-16s %-6s %9s %9s %9s   %s%n",
        "zoo",
        "dtype",
        "bytes",
        "error",
        "uncal.",
        "Python tools: bytes, error");
    Path folder = Files.createTempDirectory("ovenbird-bench-");
    List<Row> rows = new ArrayList<>();
    for (ZooModel model : Zoo.models()) {
      Calibration calibration = Calibrator.onMadeUpInput(model.onnx());
      for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
        Row row = measure(model, dtype, calibration, folder.resolve(dtype.fileName()));
        System.out.println(row);
        rows.add(row);
      }
    }
    Files.delete(folder);
    return rows;
  }

  private static Row measure(ZooModel model, Dtype dtype, Calibration calibration, Path small)
      throws IOException {
    Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype));
    double plain = model.compare(small).outputs().relativeRms();
    Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype).with(calibration));
    double calibrated = model.compare(small).outputs().relativeRms();
    long bytes = Files.size(small);
    Files.delete(small);
    return new Row(model.name(), dtype.id(), bytes, calibrated, plain, Zoo.peers(model, dtype));
  }
}
