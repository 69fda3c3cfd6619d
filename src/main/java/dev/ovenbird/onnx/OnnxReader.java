package dev.ovenbird.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads models.
 *
 * <pre>{@code
 * OnnxModel model = OnnxReader.read(Path.of("model.onnx"));
 * FloatTensor weight = FloatTensor.of(model.initializers().get(0));
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
  public static OnnxModel read(Path file) {
    ByteBuffer bytes = MappedFile.whole(file);
    ModelScan scan = ModelScan.of(file, bytes);
    try {
      ModelProto model = ModelProto.parseFrom(scan.model().copy(bytes));
      if (model.getIrVersion() <= 0) {
        throw MappedFile.bad(
            file,
            "This is not an ONNX model: it has no IR version.",
            "Check that the file was downloaded whole.");
      }
      GraphProto graph = GraphProto.parseFrom(scan.graph().copy(bytes));
      return new OnnxModel(
          model.toBuilder().setGraph(graph).build(), initializers(file, bytes, scan));
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, "its graph", e);
    }
  }

  private static List<Initializer> initializers(Path file, ByteBuffer bytes, ModelScan scan) {
    TensorCheck check = new TensorCheck(file);
    ExternalData external = new ExternalData(file);
    List<Initializer> initializers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TensorSpan span : scan.tensors()) {
      Initializer initializer = external.inline(initializer(file, bytes, span));
      check.check(initializer, span.begin());
      if (!names.add(initializer.name())) {
        throw MappedFile.bad(
            file,
            "The tensor '" + initializer.name() + "' at byte " + span.begin() + " is there twice.",
            "Export the model anew.");
      }
      initializers.add(initializer);
    }
    return initializers;
  }

  private static Initializer initializer(Path file, ByteBuffer bytes, TensorSpan span) {
    try {
      TensorProto header = TensorProto.parseFrom(span.rest().copy(bytes));
      TensorData data =
          span.hasData()
              ? TensorData.of(bytes.slice(span.dataBegin(), span.dataEnd() - span.dataBegin()))
              : null;
      return new Initializer(header, data);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, "the tensor '" + span.name() + "' at byte " + span.begin(), e);
    }
  }

  private static InputException damaged(Path file, String where, Exception cause) {
    return MappedFile.bad(
        file,
        "This is not a whole ONNX model: in " + where + ": " + cause.getMessage(),
        "Copy or download the file again; if it stays so, export it anew.");
  }
}
