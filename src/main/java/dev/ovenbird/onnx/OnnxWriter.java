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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes models. */
public final class OnnxWriter {
  private static final int BUFFER_BYTES = 1 << 20;

  private OnnxWriter() {}

  /** Fills a file that {@link #replace} opened. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream output) throws IOException;
  }

  /**
   * Writes a model: the same model gives the same bytes. The file appears whole or not at all.
   * Tensors are copied piece by piece and never reach the heap as a whole; they come last.
   *
   * @throws dev.ovenbird.diagnostics.InputException if it would be larger than 2 GiB, the limit of
   *     the format
   * @throws UncheckedIOException if the disk does not take it
   */
  public static void write(OnnxModel model, Path file) {
    long size = OnnxSize.of(model);
    if (size > Integer.MAX_VALUE) {
      throw MappedFile.bad(
          file,
          "The model would have " + size + " bytes in one file; ONNX files end at 2 GiB.",
          "Choose a smaller dtype.");
    }
    replace(
        file,
        stream -> {
          CodedOutputStream output = CodedOutputStream.newInstance(stream, BUFFER_BYTES);
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
                output.writeLazy(data);
              }
            }
          }
          output.flush();
        });
  }

  private static void begin(CodedOutputStream output, int field, long length) throws IOException {
    output.writeTag(field, WireReader.BYTES);
    output.writeUInt64NoTag(length);
  }

  /** Writes to a temporary file beside the target, makes it durable, then moves it there. */
  public static void replace(Path file, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      // Not Files.createTempFile: that makes files which only their owner may read.
      Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
          content.writeTo(Channels.newOutputStream(channel));
          channel.force(true);
        }
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
