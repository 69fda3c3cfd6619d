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
import java.util.ArrayList;
import java.util.List;

/** Maps files into memory, so that weights are neither read at once nor copied to the heap. */
final class MappedFile {
  private static final int PART_BYTES = 1 << 30;

  private MappedFile() {}

  /** The whole of a model file, read-only, little endian. */
  static ByteBuffer whole(Path file) {
    List<ByteBuffer> parts = map(file, 0, -1, Integer.MAX_VALUE);
    if (parts.size() > 1) {
      throw bad(
          file,
          "This file has more than 2 GiB, and ONNX files end there.",
          "Export the model with external data, so that the weights are in a file of their own.");
    }
    return parts.get(0).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A range of a file, read-only, in parts of at most 1 GiB.
   *
   * @param length in bytes, or -1 for all up to the end
   */
  static List<ByteBuffer> ranges(Path file, long offset, long length) {
    return map(file, offset, length, PART_BYTES);
  }

  private static List<ByteBuffer> map(Path file, long offset, long length, int part) {
    if (Files.isDirectory(file)) {
      throw bad(file, "This is a folder, not a file.", "Give the path of the .onnx file in it.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long end = length < 0 ? size : offset + length;
      if (offset < 0 || end < offset || end > size) {
        throw bad(
            file,
            "Bytes "
                + offset
                + " to "
                + end
                + " are asked for, but the file has only "
                + size
                + ".",
            "Copy the file again.");
      }
      List<ByteBuffer> parts = new ArrayList<>();
      long at = offset;
      do {
        long count = Math.min(part, end - at);
        parts.add(channel.map(FileChannel.MapMode.READ_ONLY, at, count));
        at += count;
      } while (at < end);
      return parts;
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
