package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Fetches jars from a Maven repository, once per machine. Thread-safe. */
final class MavenRepository {
  private final URI address;
  private final Path jars;
  private final Downloader downloader;

  MavenRepository(FetchSettings settings, Downloader downloader) {
    this.address = settings.maven();
    this.jars = settings.downloads().resolve("maven");
    this.downloader = downloader;
  }

  /**
   * The jar that holds a file. Its own hash is not asked for; the file's is what counts.
   *
   * @throws FetchException when the repository does not have it or cannot be reached
   */
  Path fetch(MavenAddress wanted, Progress progress) throws IOException {
    Path jar = jars.resolve(wanted.jarPath());
    if (Files.exists(jar)) {
      return jar;
    }
    URI from = address.resolve(wanted.jarPath());
    try {
      downloader.download(
          new Download(from, Optional.empty(), wanted.jarName(), Optional.empty()), jar, progress);
    } catch (HttpFailure e) {
      if (e.status() != 404) {
        throw Unreached.explain(from, e);
      }
      throw new FetchException(
          address.getHost() + " has no " + wanted.jarPath() + ".",
          "Check group, artifact and version; OVENBIRD_MAVEN_REPOSITORY names another repository.",
          e);
    } catch (IOException e) {
      throw Unreached.explain(from, e);
    }
    return jar;
  }

  /** Copies a file out of a jar; false when there is none. */
  static boolean extract(Path jar, String path, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(path);
      if (entry == null) {
        return false;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return true;
    } catch (ZipException e) {
      Files.delete(jar);
      throw new FetchException(
          "What came as " + jar.getFileName() + " is no jar.", "It was not kept; try again.", e);
    }
  }
}
