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
import java.util.List;
import java.util.Locale;

/** Sizes and errors of small models of many kinds, beside those that Python tools make. */
final class ZooTable {
  private ZooTable() {}

  static void print() throws IOException {
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
    for (ZooModel model : Zoo.models()) {
      Calibration calibration = Calibrator.onMadeUpInput(model.onnx());
      for (Dtype dtype : List.of(Dtype.Q8, Dtype.Q4, Dtype.FP16, Dtype.Q4F16)) {
        Path small = folder.resolve(dtype.fileName());
        Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype));
        double plain = model.compare(small).outputs().relativeRms();
        Quantizer.quantize(model.onnx(), small, QuantizeOptions.of(dtype).with(calibration));
        double calibrated = model.compare(small).outputs().relativeRms();
        System.out.printf(
            Locale.ROOT,
            "%-16s %-6s %9d %9.4f %9.4f  ",
            model.name(),
            dtype.id(),
            Files.size(small),
            calibrated,
            plain);
        for (Peer peer : Zoo.peers(model, dtype)) {
          System.out.printf(
              Locale.ROOT,
              " %s: %d, %.4f",
              peer.scheme(),
              peer.bytes(),
              peer.outputs().relativeRms());
        }
        System.out.println();
        Files.delete(small);
      }
    }
    Files.delete(folder);
  }
}
