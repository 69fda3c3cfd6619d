package dev.ovenbird.evaluate;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.Initializer;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxSize;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.TensorUses;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Folds and fuses nodes as ONNX Runtime does whenever it loads a model: once, for all the devices
 * that would spend half of their loading time on it. Thread-safe.
 *
 * @see <a
 *     href="https://onnxruntime.ai/docs/performance/model-optimizations/graph-optimizations.html">
 *     Graph optimizations in ONNX Runtime</a>
 */
public final class GraphOptimizer {
  /** Changes with ONNX Runtime, and whenever the same model would become another one. */
  public static final String VERSION = "1.28.0 1";

  private GraphOptimizer() {}

  /**
   * Optimizes a model for the CPU, whichever that is, and writes it back. Fused nodes may have no
   * kernels elsewhere.
   *
   * @param onnx a model, which has to fit into memory twice; left as it is where folded constants
   *     would make it larger
   * @param bytes its size, external data included
   * @return whether it was optimized, so that nobody has to do it again
   * @throws InputException if ONNX Runtime does not take it
   */
  public static boolean optimize(Path onnx, long bytes) throws IOException {
    // Where its weights lie beside it, those that did not change are named as they were.
    Path made = Files.createTempFile(onnx.toAbsolutePath().getParent(), "optimized-", ".onnx");
    try {
      // Beyond this level come layouts that suit the machine at hand.
      Sessions.optimize(onnx, OptLevel.EXTENDED_OPT, made);
      OnnxModel optimized = inOrder(OnnxReader.read(made));
      if (OnnxSize.of(optimized) > bytes) {
        return false;
      }
      OnnxWriter.write(optimized, onnx);
      return true;
    } finally {
      if (!made.toFile().delete()) {
        // Windows keeps mapped files until the process ends.
        made.toFile().deleteOnExit();
      }
    }
  }

  /** As ours are: tensors in the order of their use, and nothing that nobody reads. */
  private static OnnxModel inOrder(OnnxModel model) {
    GraphProto graph = model.graph().toBuilder().clearValueInfo().build();
    List<Initializer> tensors = TensorUses.of(graph).inOrder(model.initializers());
    ModelProto.Builder header = model.header().toBuilder().setGraph(graph).clearOpsetImport();
    Set<String> domains =
        model.operators().stream()
            .map(operator -> operator.substring(0, Math.max(0, operator.lastIndexOf('.'))))
            .collect(Collectors.toSet());
    model.header().getOpsetImportList().stream()
        .filter(opset -> opset.getDomain().isEmpty() || domains.contains(opset.getDomain()))
        .forEach(header::addOpsetImport);
    return new OnnxModel(header.build(), tensors);
  }
}
