package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens the locks of descriptors.
 *
 * @param fetcher asks the network for what no lock says
 */
public record SourceLocks(Fetcher fetcher, LockMode mode) {
  /**
   * The lock of a descriptor.
   *
   * @throws InputException when its file is damaged
   */
  SourceLock open(Path descriptor) throws IOException {
    Path file = descriptor.resolveSibling(ModelLock.FILE);
    boolean exists = Files.exists(file);
    ModelLock written = exists && mode != LockMode.RENEW ? ModelLock.read(file) : ModelLock.empty();
    return new SourceLock(descriptor, written, exists && mode == LockMode.KEEP, exists, fetcher);
  }

  /** An error in a descriptor's lock, and the two ways out. */
  static InputException outOfDate(Path descriptor, int line, String message) {
    String name = descriptor.toAbsolutePath().getParent().getFileName().toString();
    return new InputException(
        Diagnostic.error(
            descriptor,
            line,
            message,
            "Run ovenbird model lock "
                + name
                + ", or delete "
                + ModelLock.FILE
                + ": the next build writes it anew."));
  }
}
