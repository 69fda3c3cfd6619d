package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files of the output before they are written, by their paths from the site's root, decoded.
 */
final class SiteFiles {
  private sealed interface Content {
    record Bytes(byte[] bytes) implements Content {}

    record Copy(Path file) implements Content {}

    /** On the disk already, where the build before or this one has laid it. */
    record Kept(Path file, OutputFile known) implements Content {}
  }

  private final Map<String, Content> contents = new TreeMap<>();
  private final Map<String, String> hashes = new ConcurrentHashMap<>();
  private final FileHashes sources;
  private final Map<String, Path> origins = new TreeMap<>();

  /**
   * @param sources hashes of files that are copied
   */
  SiteFiles(FileHashes sources) {
    this.sources = sources;
  }

  /** A file's path from a folder, as paths are written in addresses. */
  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** A file that the build made. */
  void put(String path, byte[] bytes) {
    contents.put(path, new Content.Bytes(bytes));
  }

  void put(String path, String text) {
    put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file that lies in the output folder already, or beside it: see {@link OutputFolder#lay}. */
  void keep(String path, Path file, OutputFile known) {
    contents.put(path, new Content.Kept(file, known));
    hashes.put(path, known.hash());
  }

  /** The same at the same path is the same content, in this build and in others. */
  String hash(String path) {
    return hashes.computeIfAbsent(
        path,
        any ->
            contents.get(path) instanceof Content.Copy copy
                ? sources.of(copy.file())
                : Digest.brief(((Content.Bytes) contents.get(path)).bytes()));
  }

  boolean isKept(String path) {
    return contents.get(path) instanceof Content.Kept;
  }

  /** Whether a file has the content that a path is to have. */
  boolean isSame(String path, Path file) throws IOException {
    if (Files.size(file) != size(path)) {
      return false;
    }
    return contents.get(path) instanceof Content.Copy copy
        ? Files.mismatch(copy.file(), file) < 0
        : Arrays.equals(read(path), Files.readAllBytes(file));
  }

  /** A file of the build that gives way to one of the author's. */
  void putUnlessThere(String path, String text) {
    putUnlessThere(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void putUnlessThere(String path, byte[] bytes) {
    if (!contents.containsKey(path)) {
      put(path, bytes);
    }
  }

  /** An author's file, copied as it is. Two that would come to the same place are a mistake. */
  void copy(String path, Path file, Diagnostics diagnostics) {
    claim(path, file, diagnostics);
    contents.put(path, new Content.Copy(file));
  }

  /** A file of the build cache. */
  void copyMade(String path, Path file) {
    contents.put(path, new Content.Copy(file));
  }

  /** All files below a folder of the build cache. */
  void copyAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copyMade(relative(folder, file), file);
      }
    }
  }

  /** Notes which of the author's files a path comes from, and complains when there are two. */
  void claim(String path, Path file, Diagnostics diagnostics) {
    Path first = origins.putIfAbsent(path, file);
    if (first != null && !first.equals(file)) {
      diagnostics.error(
          file,
          0,
          "Two files become " + path + "; the other is " + first + ".",
          "Rename one of them.");
    }
  }

  /** The author's file that a path comes from; null where the build made it. */
  Path origin(String path) {
    return origins.get(path);
  }

  Set<String> paths() {
    return contents.keySet();
  }

  long size(String path) throws IOException {
    Content content = contents.get(path);
    if (content instanceof Content.Kept kept) {
      return kept.known().stamp().size();
    }
    return content instanceof Content.Copy copy
        ? Files.size(copy.file())
        : ((Content.Bytes) content).bytes().length;
  }

  long totalSize() throws IOException {
    long total = 0;
    for (String path : contents.keySet()) {
      total += size(path);
    }
    return total;
  }

  byte[] read(String path) throws IOException {
    Content content = contents.get(path);
    if (content instanceof Content.Bytes made) {
      return made.bytes();
    }
    return Files.readAllBytes(
        content instanceof Content.Copy copy ? copy.file() : ((Content.Kept) content).file());
  }

  /** Writes a file into a folder that is there. */
  void write(String path, Path target) throws IOException {
    if (contents.get(path) instanceof Content.Copy copy) {
      Files.copy(copy.file(), target);
    } else {
      Files.write(target, read(path));
    }
  }
}
