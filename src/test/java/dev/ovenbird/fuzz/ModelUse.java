package dev.ovenbird.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.ModelInspection;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.TensorPlace;
import dev.ovenbird.quantize.Calibration;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.quantize.QuantizeOptions;
import dev.ovenbird.quantize.Quantizer;
import dev.ovenbird.quantize.SizeEstimate;
import java.nio.file.Path;

/** All that is done with a model before it runs. */
final class ModelUse {
  /** Small seeds are quick; their weights are to be made smaller all the same. */
  private static final int MINIMUM_ELEMENTS = 64;

  private ModelUse() {}

  /**
   * Reads, inspects, copies and quantizes a model, and reads what was written.
   *
   * @return whether it was accepted; else it was refused with a diagnostic
   * @throws AssertionError if something was lost or the refusal says nothing
   */
  static boolean of(Path file) {
    try {
      TensorPlace.of(file);
      ModelInspection.of(file, true);
      thenNothingIsLost(file);
      SizeEstimate.of(file);
      Path small = file.resolveSibling("small.onnx");
      for (Dtype dtype : Dtype.values()) {
        Quantizer.quantize(
            file, small, new QuantizeOptions(dtype, MINIMUM_ELEMENTS, Calibration.NONE));
        OnnxReader.read(small);
      }
      return true;
    } catch (InputException e) {
      assertThat(e.diagnostics()).isNotEmpty();
      return false;
    }
  }

  private static void thenNothingIsLost(Path file) {
    OnnxModel model = OnnxReader.read(file);
    Path copy = file.resolveSibling("copy.onnx");
    OnnxWriter.write(model, copy);
    assertThat(OnnxReader.read(copy)).isEqualTo(model);
  }
}
