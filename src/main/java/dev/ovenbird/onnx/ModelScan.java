package dev.ovenbird.onnx;

import dev.ovenbird.diagnostics.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the initializers of a mapped model without decoding it, and says exactly where a damaged
 * file breaks, which protobuf's own parser does not.
 */
final class ModelScan {
  private static final int MODEL_GRAPH = tagOf(7);
  private static final int GRAPH_INITIALIZER = tagOf(5);
  private static final int TENSOR_NAME = tagOf(8);
  private static final int TENSOR_RAW_DATA = tagOf(9);

  private final Path file;
  private final ByteRanges model = new ByteRanges();
  private final ByteRanges graph = new ByteRanges();
  private final List<TensorSpan> tensors = new ArrayList<>();
  private boolean graphSeen;
  private String inside = "the model";

  private ModelScan(Path file) {
    this.file = file;
  }

  /**
   * Scans a whole file.
   *
   * @throws InputException if it is damaged or no model
   */
  static ModelScan of(Path file, ByteBuffer bytes) {
    ModelScan scan = new ModelScan(file);
    try {
      scan.model(new WireReader(bytes, 0, bytes.limit()));
    } catch (WireException e) {
      throw scan.damaged(e, bytes.limit());
    }
    if (!scan.graphSeen) {
      throw MappedFile.bad(
          file,
          "This is not an ONNX model: it holds no graph.",
          "Check that the file was downloaded whole, and not a Git LFS pointer or a web page.");
    }
    return scan;
  }

  /** The model without its graph. */
  ByteRanges model() {
    return model;
  }

  /** The main graph without its initializers. */
  ByteRanges graph() {
    return graph;
  }

  /** The initializers of the main graph in the file's order. */
  List<TensorSpan> tensors() {
    return tensors;
  }

  private void model(WireReader reader) {
    while (!reader.atEnd()) {
      int begin = reader.position();
      int tag = reader.tag();
      if (tag == MODEL_GRAPH) {
        graphSeen = true;
        graph(reader.message());
      } else {
        reader.skip(tag);
        model.add(begin, reader.position());
      }
    }
  }

  private void graph(WireReader reader) {
    inside = "the graph";
    while (!reader.atEnd()) {
      int begin = reader.position();
      int tag = reader.tag();
      if (tag == GRAPH_INITIALIZER) {
        inside =
            "the tensor behind "
                + (tensors.isEmpty()
                    ? "the nodes"
                    : "'" + tensors.get(tensors.size() - 1).name() + "'");
        tensors.add(tensor(reader.message(), begin));
        inside = "the graph";
      } else {
        reader.skip(tag);
        graph.add(begin, reader.position());
      }
    }
    inside = "the model";
  }

  private TensorSpan tensor(WireReader reader, int begin) {
    ByteRanges rest = new ByteRanges();
    String name = "";
    int dataBegin = -1;
    int dataEnd = -1;
    while (!reader.atEnd()) {
      int field = reader.position();
      int tag = reader.tag();
      if (tag == TENSOR_RAW_DATA) {
        int length = reader.length();
        dataBegin = reader.position();
        dataEnd = dataBegin + length;
        reader.advance(length);
        continue;
      }
      if (tag == TENSOR_NAME) {
        name = reader.string();
        inside = "the tensor '" + name + "'";
      } else {
        reader.skip(tag);
      }
      rest.add(field, reader.position());
    }
    return new TensorSpan(name, begin, dataBegin, dataEnd, rest);
  }

  private InputException damaged(WireException cause, long size) {
    String where = graphSeen ? ", in " + inside : "";
    return MappedFile.bad(
        file,
        "This is not a whole ONNX model: at byte "
            + cause.offset()
            + " of "
            + size
            + where
            + ", "
            + cause.getMessage()
            + ".",
        "Copy or download the file again; if it stays so, export it anew.");
  }

  private static int tagOf(int field) {
    return field << 3 | WireReader.BYTES;
  }
}
