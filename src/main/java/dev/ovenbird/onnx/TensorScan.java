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
final class TensorScan {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;

  private final Path file;
  private final List<TensorSpan> spans = new ArrayList<>();
  private boolean graphSeen;
  private String inside = "the model";

  private TensorScan(Path file) {
    this.file = file;
  }

  /** The initializers of the main graph in the file's order. */
  static List<TensorSpan> of(Path file, ByteBuffer bytes) {
    TensorScan scan = new TensorScan(file);
    try {
      scan.model(new WireReader(bytes, 0, bytes.limit()));
    } catch (WireException e) {
      throw scan.damaged(e, bytes.limit());
    }
    if (!scan.graphSeen) {
      throw MappedFile.bad(file, "This is not an ONNX model: it holds no graph.",
          "Check that the file was downloaded whole, and not a Git LFS pointer or a web page.");
    }
    return scan.spans;
  }

  private void model(WireReader model) {
    while (!model.atEnd()) {
      int tag = model.tag();
      if (tag == tagOf(MODEL_GRAPH)) {
        graphSeen = true;
        graph(model.message());
      } else {
        model.skip(tag);
      }
    }
  }

  private void graph(WireReader graph) {
    inside = "the graph";
    while (!graph.atEnd()) {
      int begin = graph.position();
      int tag = graph.tag();
      if (tag == tagOf(GRAPH_INITIALIZER)) {
        inside = "the tensor behind "
            + (spans.isEmpty() ? "the nodes" : "'" + spans.get(spans.size() - 1).name() + "'");
        spans.add(tensor(graph.message(), begin));
        inside = "the graph";
      } else {
        graph.skip(tag);
      }
    }
    inside = "the model";
  }

  private TensorSpan tensor(WireReader tensor, int begin) {
    String name = "";
    long dataBegin = -1;
    long dataEnd = -1;
    while (!tensor.atEnd()) {
      int tag = tensor.tag();
      if (tag == tagOf(TENSOR_NAME)) {
        name = tensor.string();
        inside = "the tensor '" + name + "'";
      } else if (tag == tagOf(TENSOR_RAW_DATA)) {
        int length = tensor.length();
        dataBegin = tensor.position();
        dataEnd = dataBegin + length;
        tensor.advance(length);
      } else {
        tensor.skip(tag);
      }
    }
    return new TensorSpan(name, begin, dataBegin, dataEnd);
  }

  private InputException damaged(WireException cause, long size) {
    String where = graphSeen ? ", in " + inside : "";
    return MappedFile.bad(file, "This is not a whole ONNX model: at byte " + cause.offset() + " of "
        + size + where + ", " + cause.getMessage() + ".",
        "Copy or download the file again; if it stays so, export it anew.");
  }

  private static int tagOf(int field) {
    return field << 3 | WireReader.BYTES;
  }
}
