package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the memory of a site's builds lies between two runs of the program. */
final class MemoryFile {
  private final Path file;

  /**
   * @param cache the site's folder for caches
   * @param output which each output folder has a memory of its own for
   */
  MemoryFile(Path cache, Path output) {
    file = cache.resolve("builds").resolve(Digest.brief(output.toString()) + ".bin");
  }

  /** What is remembered; nothing where there is no such file, or one that cannot be read. */
  BuildMemory read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return BuildMemory.NONE;
    }
    try {
      return MemoryReader.read(Files.readAllBytes(file), CodeVersion.current());
    } catch (RuntimeException e) {
      // Damaged; all it would save is time.
      return BuildMemory.NONE;
    }
  }

  void write(BuildMemory memory) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "fresh-", ".bin");
    Files.write(fresh, MemoryWriter.bytes(memory));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
