package dev.ovenbird.quantize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory for the new weights, outside of the heap, and beyond some size in a temporary file that
 * the system may page out: so the size of a model is not bounded by the heap. Not thread-safe.
 */
final class Scratch implements AutoCloseable {
  /** Memory outside of the heap is quicker than a file. Java gives as much of it as of the heap. */
  private static final long IN_MEMORY =
      Math.min(384L << 20, Runtime.getRuntime().maxMemory() * 5 / 8);

  private final Path file;
  private final FileChannel channel;
  private long inMemory;
  private long used;

  /** Opens a scratch file in a folder, best the one of the result: there is room for it. */
  Scratch(Path folder) {
    try {
      Files.createDirectories(folder);
      file = Files.createTempFile(folder, ".quantize", ".tmp");
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + folder, e);
    }
  }

  /** So many bytes, little endian, all zero. They stay valid after {@link #close}. */
  ByteBuffer allocate(int bytes) {
    if (inMemory + bytes <= IN_MEMORY) {
      try {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        inMemory += bytes;
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
      } catch (OutOfMemoryError e) {
        // Others use such memory too, and what they no longer use is free only after a collection.
        inMemory = IN_MEMORY;
      }
    }
    try {
      MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, used, bytes);
      used += bytes;
      return buffer.order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Windows keeps mapped files until the process ends.
      file.toFile().deleteOnExit();
    }
  }
}
