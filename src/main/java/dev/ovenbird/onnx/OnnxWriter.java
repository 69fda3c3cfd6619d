package dev.ovenbird.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes models. The same model gives the same bytes; its files appear whole, all or none. Tensors
 * are copied piece by piece and never reach the heap as a whole.
 */
public final class OnnxWriter {
  /** What one protobuf message may have, in bytes. */
  private static final long LARGEST_FILE = Integer.MAX_VALUE;

  /**
   * The largest model that is one file, in bytes. A runtime copies such a file as a whole and then
   * the weights out of the copy; weights in a file of their own are copied once. Of less than this,
   * a browser has enough, and one file is handier.
   */
  public static final long LARGEST_WHOLE = 128 << 20;

  /** The largest data file: browsers keep each in one buffer. A multiple of the alignment. */
  private static final long LARGEST_CHUNK = (1L << 31) - 4096;

  private static final int BUFFER_BYTES = 1 << 20;

  private OnnxWriter() {}

  /** Fills a file that {@link #replace} opened. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream output) throws IOException;
  }

  /**
   * Writes a model as one file, tensors last; a model of more than 128 MiB as {@link
   * #writeExternal} does.
   *
   * @return the files, the model's first
   * @throws dev.ovenbird.diagnostics.InputException if it has more than 2 GiB without its weights
   * @throws UncheckedIOException if the disk does not take it
   */
  public static List<Path> write(OnnxModel model, Path file) {
    if (OnnxSize.of(model) > LARGEST_WHOLE) {
      return writeExternal(model, file);
    }
    stage(new ExternalLayout(model, List.of()), file);
    return List.of(file);
  }

  /**
   * Writes a model with its weights beside it: {@code NAME.onnx}, {@code NAME.onnx_data} and, since
   * a data file ends at 2 GiB unless a tensor is larger, {@code NAME.onnx_data_1} and so on.
   *
   * @return the files, the model's first
   * @throws dev.ovenbird.diagnostics.InputException if it has more than 2 GiB without its weights
   * @throws UncheckedIOException if the disk does not take it
   */
  public static List<Path> writeExternal(OnnxModel model, Path file) {
    return writeExternal(model, file, LARGEST_CHUNK);
  }

  static List<Path> writeExternal(OnnxModel model, Path file, long chunkBytes) {
    ExternalLayout layout = ExternalLayout.of(model, file.getFileName().toString(), chunkBytes);
    long size = OnnxSize.of(layout.model());
    if (size > LARGEST_FILE) {
      throw MappedFile.bad(
          file,
          "The model would have " + size + " bytes without its weights; ONNX files end at 2 GiB.",
          "Export it with fewer constants in its nodes.");
    }
    stage(layout, file);
    List<Path> files = new ArrayList<>();
    files.add(file);
    layout.chunks().forEach(chunk -> files.add(file.resolveSibling(chunk.name())));
    return files;
  }

  private static void stage(ExternalLayout layout, Path file) {
    try (StagedFiles staged = new StagedFiles()) {
      for (ExternalLayout.Chunk chunk : layout.chunks()) {
        staged.add(file.resolveSibling(chunk.name()), chunk::writeTo);
      }
      staged.add(file, channel -> writeTo(channel, layout.model()));
      staged.commit();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void writeTo(FileChannel channel, OnnxModel model) throws IOException {
    CodedOutputStream output =
        CodedOutputStream.newInstance(Channels.newOutputStream(channel), BUFFER_BYTES);
    output.useDeterministicSerialization();
    model.header().toBuilder().clearGraph().build().writeTo(output);
    begin(output, ModelProto.GRAPH_FIELD_NUMBER, OnnxSize.graph(model));
    model.graph().writeTo(output);
    for (Initializer initializer : model.initializers()) {
      begin(output, GraphProto.INITIALIZER_FIELD_NUMBER, OnnxSize.tensor(initializer));
      initializer.header().writeTo(output);
      if (initializer.data() != null) {
        begin(output, TensorProto.RAW_DATA_FIELD_NUMBER, initializer.data().size());
        for (ByteBuffer data : initializer.data().buffers()) {
          writeTo(channel, output, data);
        }
      }
    }
    output.flush();
  }

  /** Large data go to the file as they are, past the output's buffer. */
  private static void writeTo(FileChannel channel, CodedOutputStream output, ByteBuffer data)
      throws IOException {
    if (data.remaining() < BUFFER_BYTES) {
      output.writeLazy(data);
      return;
    }
    output.flush();
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  private static void begin(CodedOutputStream output, int field, long length) throws IOException {
    output.writeTag(field, WireReader.BYTES);
    output.writeUInt64NoTag(length);
  }

  /** Writes to a temporary file beside the target, makes it durable, then moves it there. */
  public static void replace(Path file, Content content) {
    try (StagedFiles staged = new StagedFiles()) {
      staged.add(file, channel -> content.writeTo(Channels.newOutputStream(channel)));
      staged.commit();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
