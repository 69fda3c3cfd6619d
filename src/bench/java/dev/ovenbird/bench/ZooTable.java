package dev.ovenbird.bench;

import dev.ovenbird.model.Calibrator;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import dev.ovenbird.zoo.AtSize;
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
      List<Beside> peers) {

    @Override
    public String toString() {
      return String.format(
              Locale.ROOT,
              "%-16s %-23s %9d %8.4f %18.4f%n",
              model,
              dtype,
              bytes,
              error,
              uncalibratedError)
          + peers.stream().map(Beside::toString).collect(Collectors.joining());
    }
  }

  /**
   * A tool's file.
   *
   * @param ours where that one is closer: ours, as true as its size allows; else null
   */
  record Beside(Peer peer, Ours ours) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "    %-36s %9d %8.4f%s%n",
          peer.scheme(),
          peer.bytes(),
          peer.outputs().relativeRms(),
          ours == null ? "" : ours);
    }
  }

  record Ours(long bytes, double error) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, " %9d %8.4f", bytes, error);
    }
  }

  static List<Row> print() throws IOException {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%-16s %-23s %9s %8s %18s%n",
        "zoo",
        "dtype",
        "bytes",
        "error",
        "uncalibrated");
    System.out.printf(
        Locale.ROOT,
        "    %-36s %9s %8s %18s%n",
        "files of Python's tools",
        "bytes",
        "error",
        "ours at that size");
    Path folder = Files.createTempDirectory("ovenbird-bench-");
    List<Row> rows = new ArrayList<>();
    for (ZooModel model : Zoo.models()) {
      Calibration calibration = Calibrator.onMadeUpInput(model.onnx());
      for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
        Row row = measure(model, dtype, calibration, folder.resolve(dtype.fileName()));
        System.out.print(row);
        rows.add(row);
      }
    }
    Files.delete(folder);
    return rows;
  }

  private static Row measure(ZooModel model, Dtype dtype, Calibration calibration, Path small)
      throws IOException {
    Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype));
    double plain = error(model, small);
    Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype).with(calibration));
    double calibrated = error(model, small);
    long bytes = Files.size(small);
    List<Beside> peers = new ArrayList<>();
    for (Peer peer : Zoo.peers(model, dtype)) {
      boolean closer = peer.outputs().relativeRms() < calibrated;
      peers.add(new Beside(peer, closer ? atSizeOf(peer, model, dtype, small) : null));
    }
    Files.delete(small);
    return new Row(model.name(), dtype.id(), bytes, calibrated, plain, peers);
  }

  private static Ours atSizeOf(Peer peer, ZooModel model, Dtype dtype, Path small)
      throws IOException {
    AtSize.write(model, small, dtype, peer.bytes());
    return new Ours(Files.size(small), error(model, small));
  }

  private static double error(ZooModel model, Path small) {
    return model.compare(small).outputs().relativeRms();
  }
}
