package dev.ovenbird.quantize;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.OnnxModel;
import java.nio.file.Path;

/** What the nodes that we add need of a model's standard operator set and format. */
final class StandardOpset {
  /** Since then Mul broadcasts as NumPy does, and Cast takes its type as a number. */
  private static final long MINIMUM = 7;

  /** Since then initializers need not be listed among the inputs. */
  private static final long MINIMUM_IR = 4;

  private StandardOpset() {}

  /**
   * Checks that new nodes mean what they should.
   *
   * @throws InputException if the operator set is too old
   */
  static void require(Path file, OnnxModel model) {
    long version =
        model.header().getOpsetImportList().stream()
            .filter(opset -> opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
            .mapToLong(opset -> opset.getVersion())
            .findFirst()
            .orElse(1);
    if (version < MINIMUM) {
      throw new InputException(
          Diagnostic.error(
              file,
              0,
              "The model uses opset " + version + "; quantizing needs at least " + MINIMUM + ".",
              "Export it anew with opset_version=17."));
    }
  }

  /** The same model, said to be of a format in which it is valid. */
  static OnnxModel raiseFormat(OnnxModel model) {
    return new OnnxModel(
        model.header().toBuilder()
            .setIrVersion(Math.max(model.header().getIrVersion(), MINIMUM_IR))
            .build(),
        model.initializers());
  }
}
