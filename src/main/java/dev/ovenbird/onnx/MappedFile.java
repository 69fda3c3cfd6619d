package dev.ovenbird.onnx;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Maps files into memory, so that weights are neither read at once nor copied to the heap. */
final class MappedFile {
  private MappedFile() {}

  /** The whole of a model file, read-only, little endian. */
  static ByteBuffer whole(Path file) {
    return range(file, 0, -1);
  }

  /**
   * A range of a file, read-only, little endian.
   *
   * @param length in bytes, or -1 for all up to the end
   */
  static ByteBuffer range(Path file, long offset, long length) {
    if (Files.isDirectory(file)) {
      throw bad(file, "This is a folder, not a file.", "Give the path of the .onnx file in it.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long count = length < 0 ? size - offset : length;
      if (offset < 0 || count < 0 || offset > size - count) {
        throw bad(
            file,
            "Bytes "
                + offset
                + " to "
                + (offset + count)
                + " are asked for, but the file has only "
                + size
                + ".",
            "Copy the file again.");
      }
      if (count > Integer.MAX_VALUE) {
        throw bad(
            file,
            "This file has " + count + " bytes; ONNX files end at 2 GiB.",
            "Export the model with external data, so that the weights are in a file of their own.");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, offset, count)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (NoSuchFileException e) {
      throw bad(file, "There is no such file.", "Check the path.");
    } catch (IOException e) {
      throw bad(file, "The file cannot be read: " + e.getMessage(), "Check that you may read it.");
    }
  }

  static InputException bad(Path file, String message, String hint) {
    return new InputException(Diagnostic.error(file, 0, message, hint));
  }
}
