package dev.ovenbird.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The beginning of a file that is being downloaded. It stays when the build is killed, for the next
 * one to go on with; one that another build is writing to is left alone, and a file of our own used
 * instead.
 */
final class PartialFile implements AutoCloseable {
  private final Path file;
  private final Path tagFile;
  private final FileChannel channel;
  private final boolean shared;

  private PartialFile(Path file, Path tagFile, FileChannel channel, boolean shared) {
    this.file = file;
    this.tagFile = tagFile;
    this.channel = channel;
    this.shared = shared;
  }

  /**
   * @param key the same for the same file in every build; part of a file's name
   */
  static PartialFile open(Path folder, String key) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(key + ".part");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locked(channel)) {
      return new PartialFile(file, folder.resolve(key + ".etag"), channel, true);
    }
    channel.close();
    Path own = Files.createTempFile(folder, key + "-", ".part");
    return new PartialFile(
        own,
        own.resolveSibling(own.getFileName() + ".etag"),
        FileChannel.open(own, StandardOpenOption.WRITE),
        false);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      // Of a byte that no file reaches: some systems keep everybody from reading what is locked.
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return file;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** The entity tag of the answer that the bytes came with, if it had a strong one. */
  Optional<String> tag() throws IOException {
    return Files.exists(tagFile) ? Optional.of(Files.readString(tagFile)) : Optional.empty();
  }

  /** Forgets all bytes. */
  void restart(Optional<String> tag) throws IOException {
    channel.truncate(0);
    if (tag.isPresent()) {
      Files.writeString(tagFile, tag.get());
    } else {
      Files.deleteIfExists(tagFile);
    }
  }

  /** Writes behind what is there. */
  void append(byte[] bytes, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    try {
      channel.position(channel.size());
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      // A full disk is no broken connection.
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  /** The file is complete and becomes another one. */
  void moveTo(Path target) throws IOException {
    // Some systems do not move a file that is open.
    channel.close();
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(tagFile);
    Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Keeps the bytes for another attempt, unless they are nobody's or none. */
  @Override
  public void close() throws IOException {
    boolean empty = channel.isOpen() && channel.size() == 0;
    channel.close();
    if (empty || !shared) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(tagFile);
    }
  }
}
