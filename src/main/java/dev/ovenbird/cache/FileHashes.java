package dev.ovenbird.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of files, remembered together with size, time and identity, so that a file that nobody
 * touched is not read again. Thread-safe.
 *
 * <p>A file that was changed twice within one tick of its clock looks untouched the second time. So
 * what was changed shortly before it was read is read again, as git does it.
 */
public final class FileHashes {
  /** The coarsest clocks of file systems tick every two seconds. In nanoseconds. */
  private static final long TICK = 2_000_000_000L;

  /**
   * What is remembered of a file.
   *
   * @param readAt when its content was read, in nanoseconds since 1970
   */
  public record Known(FileStamp stamp, String hash, long readAt) {
    boolean isSure() {
      return stamp.modified() < readAt - TICK;
    }
  }

  private final Map<String, Known> before;
  private final Map<String, Known> now = new ConcurrentHashMap<>();

  /**
   * @param before what an earlier build remembered, by the files' paths
   */
  public FileHashes(Map<String, Known> before) {
    this.before = before;
  }

  /** The hash of a file's content; null when there is no such file. */
  public String of(Path file) {
    try {
      FileStamp stamp = FileStamp.of(file);
      if (stamp == null) {
        return null;
      }
      Optional<String> known = known(file, stamp);
      return known.isPresent() ? known.get() : note(file, stamp, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hash of a file, where nobody touched it since it was read; it is not read now. */
  public Optional<String> known(Path file, FileStamp stamp) {
    String key = file.toString();
    Known known = now.getOrDefault(key, before.get(key));
    if (known == null || !known.stamp().equals(stamp) || !known.isSure()) {
      return Optional.empty();
    }
    now.put(key, known);
    return Optional.of(known.hash());
  }

  /**
   * Remembers a file that was read.
   *
   * @param stamp taken before it was read
   */
  public String note(Path file, FileStamp stamp, byte[] content) {
    String hash = Digest.brief(content);
    now.put(file.toString(), new Known(stamp, hash, System.currentTimeMillis() * 1_000_000));
    return hash;
  }

  /** All files that were asked for. */
  public Map<String, Known> asked() {
    return now;
  }
}
