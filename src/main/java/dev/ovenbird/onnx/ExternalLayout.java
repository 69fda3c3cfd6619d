package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which weights of a model go to which data file beside it, and where.
 *
 * <p>The files are called {@code model.onnx_data}, {@code model.onnx_data_1} and so on: the names
 * that Transformers.js looks for.
 *
 * @param model the same model, its weights named by file, offset and length
 * @param chunks the data files
 */
record ExternalLayout(OnnxModel model, List<Chunk> chunks) {
  /** So that runtimes can map a tensor, which begins at a page of memory, in bytes. */
  private static final int ALIGNMENT = 4096;

  /** Smaller tensors stay in the model, as with other tools, in bytes. */
  private static final int MINIMUM_BYTES = 1024;

  private static final int WRITTEN_AT_ONCE = 1 << 23;

  /** A tensor in a data file. */
  record Placed(long offset, TensorData data) {
    long end() {
      return offset + data.size();
    }
  }

  /** A data file. */
  record Chunk(String name, List<Placed> tensors) {
    long end() {
      return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
    }

    void writeTo(FileChannel channel) throws IOException {
      for (Placed tensor : tensors) {
        channel.position(tensor.offset());
        long size = tensor.data().size();
        for (long at = 0; at < size; at += WRITTEN_AT_ONCE) {
          ByteBuffer piece = tensor.data().slice(at, (int) Math.min(WRITTEN_AT_ONCE, size - at));
          while (piece.hasRemaining()) {
            channel.write(piece);
          }
        }
      }
    }
  }

  /**
   * Puts every large weight into a data file, in the model's order.
   *
   * @param name of the model's file
   * @param chunkBytes how large a data file may become; a larger tensor has one of its own
   */
  static ExternalLayout of(OnnxModel model, String name, long chunkBytes) {
    List<Initializer> initializers = new ArrayList<>();
    List<Chunk> chunks = new ArrayList<>();
    for (Initializer tensor : model.initializers()) {
      if (tensor.data() == null || tensor.data().size() < MINIMUM_BYTES) {
        initializers.add(tensor);
        continue;
      }
      Chunk chunk = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
      if (chunk == null || aligned(chunk.end()) + tensor.data().size() > chunkBytes) {
        chunk = new Chunk(name + "_data" + suffix(chunks.size()), new ArrayList<>());
        chunks.add(chunk);
      }
      Placed placed = new Placed(aligned(chunk.end()), tensor.data());
      chunk.tensors().add(placed);
      initializers.add(new Initializer(header(tensor, chunk.name(), placed), null));
    }
    return new ExternalLayout(new OnnxModel(model.header(), initializers), chunks);
  }

  private static String suffix(int chunk) {
    return chunk == 0 ? "" : "_" + chunk;
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static TensorProto header(Initializer tensor, String file, Placed placed) {
    TensorProto.Builder header =
        tensor.header().toBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    List.of(
            Map.entry("location", file),
            Map.entry("offset", Long.toString(placed.offset())),
            Map.entry("length", Long.toString(placed.data().size())))
        .forEach(
            entry ->
                header.addExternalData(
                    StringStringEntryProto.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(entry.getValue())));
    return header.build();
  }
}
