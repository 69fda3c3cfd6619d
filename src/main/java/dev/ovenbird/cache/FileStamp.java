package dev.ovenbird.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells an untouched file without reading it.
 *
 * @param size in bytes
 * @param modified in nanoseconds since 1970
 * @param identity of the file on its disk; empty where the system does not tell
 */
public record FileStamp(long size, long modified, String identity) {
  /** The stamp of a regular file; null when there is none. */
  public static FileStamp of(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? of(attributes) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey() == null ? "" : attributes.fileKey().toString());
  }
}
