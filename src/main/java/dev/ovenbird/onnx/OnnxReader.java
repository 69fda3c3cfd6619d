package dev.ovenbird.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int MOST_PROBLEMS = 20;

  private final Path file;
  private final ByteBuffer bytes;
  private final ExternalData external;

  private OnnxReader(Path file) {
    this.file = file;
    this.bytes = MappedFile.whole(file);
    this.external = new ExternalData(file);
  }

  /**
   * Reads a model. The raw data of its tensors, external data included, are views of the mapped
   * files: the heap holds the graph only, and the files must not be overwritten while the model is
   * in use. Thread-safe.
   *
   * @throws InputException if a file cannot be read or is damaged, a tensor's size does not follow
   *     from its shape, or a value of the graph is made by nobody, twice, or from itself
   */
  public static OnnxModel read(Path file) {
    return files(file).model();
  }

  /**
   * A model, and the files it was in.
   *
   * @param model as {@link #read} gives it
   * @param sizes in bytes, by name, the model's own file first
   * @param external where its tensors lie in the other files
   */
  record Files(
      OnnxModel model, Map<String, Long> sizes, Map<String, List<ExternalData.Range>> external) {}

  /** Reads a model, and says which files it was in. */
  static Files files(Path file) {
    try {
      OnnxReader reader = new OnnxReader(file);
      OnnxModel model = reader.model();
      Map<String, Long> sizes = new LinkedHashMap<>();
      sizes.put(file.getFileName().toString(), (long) reader.bytes.limit());
      sizes.putAll(reader.external.sizes());
      return new Files(model, sizes, reader.external.ranges());
    } catch (OutOfMemoryError e) {
      // The format packs tightly: each two bytes can be a node. Weights are not what fills the
      // heap.
      throw MappedFile.bad(
          file,
          "The graph of this model needs more memory than the "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB that Java may use.",
          "Check that it is a model; give Java more with -Xmx.");
    }
  }

  private OnnxModel model() {
    ModelScan scan = ModelScan.of(file, bytes);
    ModelProto header = parse(ModelProto.parser(), scan.model(), "the model");
    if (header.getIrVersion() <= 0) {
      throw MappedFile.bad(
          file,
          "This is not an ONNX model: it has no IR version.",
          "Check that the file was downloaded whole.");
    }
    GraphProto graph = parse(GraphProto.parser(), scan.graph(), "the graph");
    List<Initializer> initializers = initializers(scan);
    ModelProto nested = NestedTensors.map(header.toBuilder().setGraph(graph).build(), this::nested);
    OnnxModel model = new OnnxModel(nested, initializers);
    requireSound(GraphCheck.problems(model));
    return model;
  }

  private void requireSound(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InputException(
          problems.stream()
              .limit(MOST_PROBLEMS)
              .map(problem -> Diagnostic.error(file, 0, problem, "Export the model anew."))
              .toList());
    }
  }

  private TensorProto nested(String owner, TensorProto tensor) {
    TensorProto inline = external.inline(tensor);
    TensorCheck.check(file, owner, inline);
    return inline;
  }

  private List<Initializer> initializers(ModelScan scan) {
    List<Initializer> initializers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TensorSpan span : scan.tensors()) {
      Initializer initializer = external.inline(initializer(span));
      TensorCheck.check(file, initializer, span.begin());
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

  private Initializer initializer(TensorSpan span) {
    TensorProto header =
        parse(TensorProto.parser(), span.rest(), "the tensor '" + span.name() + "'");
    TensorData data =
        span.hasData()
            ? TensorData.of(bytes.slice(span.dataBegin(), span.dataEnd() - span.dataBegin()))
            : null;
    return new Initializer(header, data);
  }

  private <T> T parse(Parser<T> parser, ByteRanges ranges, String subject) {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(ranges.copy(bytes)).newCodedInput();
    // Constants in nodes stay in that one copy.
    input.enableAliasing(true);
    try {
      T message = parser.parseFrom(input);
      input.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      boolean deep = e.getMessage().contains("too many levels");
      throw MappedFile.bad(
          file,
          "This is not a whole ONNX model: in "
              + subject
              + ", at byte "
              + ranges.offsetInFile(input.getTotalBytesRead())
              + ", "
              + (deep ? "messages are nested more than 100 deep." : "the bytes make no sense."),
          "Copy or download the file again; if it stays so, export it anew.");
    }
  }
}
