package dev.ovenbird.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Files that belong together and appear whole, all or none. They are written under other names
 * beside their targets first; what is not committed is deleted on close.
 */
final class StagedFiles implements AutoCloseable {
  private final String suffix = "." + UUID.randomUUID();
  private final List<Path> targets = new ArrayList<>();

  /** Fills one file. */
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes one of them; the one that names all others comes last. */
  void add(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    targets.add(absolute);
    // Not Files.createTempFile: that makes files which only their owner may read.
    try (FileChannel channel =
        FileChannel.open(
            staged(absolute), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  /**
   * Moves all files to their targets. When the machine stops within, the last file is not there, so
   * that no reader takes new data for that of an old model; when a move fails, all is as before.
   */
  void commit() throws IOException {
    if (targets.size() == 1) {
      replace(staged(targets.get(0)), targets.get(0));
      return;
    }
    List<Path> moved = new ArrayList<>();
    try {
      for (int i = targets.size() - 1; i >= 0; i--) {
        if (Files.exists(targets.get(i))) {
          replace(targets.get(i), old(targets.get(i)));
        }
      }
      for (Path target : targets) {
        replace(staged(target), target);
        moved.add(target);
      }
    } catch (IOException e) {
      restore(moved);
      throw e;
    }
    for (Path target : targets) {
      Files.deleteIfExists(old(target));
    }
  }

  private void restore(List<Path> moved) throws IOException {
    for (Path target : moved) {
      Files.deleteIfExists(target);
    }
    for (Path target : targets) {
      if (Files.exists(old(target))) {
        replace(old(target), target);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path target : targets) {
      Files.deleteIfExists(staged(target));
    }
  }

  private Path staged(Path target) {
    return target.resolveSibling("." + target.getFileName() + suffix + ".tmp");
  }

  private Path old(Path target) {
    return target.resolveSibling("." + target.getFileName() + suffix + ".old");
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
