package dev.ovenbird.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads models.
 *
 * <pre>{@code
 * ModelProto model = OnnxReader.read(Path.of("model.onnx"));
 * FloatTensor weight = FloatTensor.of(model.getGraph().getInitializer(0));
 * }</pre>
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * Reads a model. The raw data of its tensors, external data included, are views of the mapped
   * files: the heap holds the graph only, and the files must not be overwritten while the model is
   * in use. Thread-safe.
   *
   * @throws InputException if the file cannot be read, is damaged, or a tensor's size does not
   *     follow from its shape
   */
  public static ModelProto read(Path file) {
    ByteBuffer bytes = MappedFile.whole(file);
    List<TensorSpan> spans = TensorScan.of(file, bytes);
    ModelProto model = parse(file, bytes);
    if (model.getIrVersion() <= 0) {
      throw MappedFile.bad(file, "This is not an ONNX model: it has no IR version.",
          "Check that the file was downloaded whole.");
    }
    GraphProto graph = model.getGraph();
    TensorCheck check = new TensorCheck(file);
    ExternalData external = new ExternalData(file);
    GraphProto.Builder inlined = null;
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      var tensor = external.inline(graph.getInitializer(i));
      check.check(tensor, spans.get(i).begin());
      if (tensor != graph.getInitializer(i)) {
        inlined = inlined == null ? graph.toBuilder() : inlined;
        inlined.setInitializer(i, tensor);
      }
    }
    return inlined == null ? model : model.toBuilder().setGraph(inlined).build();
  }

  private static ModelProto parse(Path file, ByteBuffer bytes) {
    // Wrapping marks the buffer as immutable; without that mark, aliasing is ignored.
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    input.enableAliasing(true);
    try {
      return ModelProto.parseFrom(input);
    } catch (IOException e) {
      throw MappedFile.bad(file, "This is not a whole ONNX model: near byte "
          + input.getTotalBytesRead() + " of " + bytes.limit() + ": " + e.getMessage(),
          "Copy or download the file again; if it stays so, export it anew.");
    }
  }
}
