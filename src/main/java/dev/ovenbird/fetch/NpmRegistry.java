package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches packages from an npm registry, once per machine. A tarball is kept only when its SHA-512
 * is the pinned one. Thread-safe.
 */
public final class NpmRegistry {
  private final URI address;
  private final Path downloads;
  private final Downloader downloader;

  public NpmRegistry(FetchSettings settings) {
    this(settings, new Downloader(settings.downloads().resolve("partial")));
  }

  NpmRegistry(FetchSettings settings, Downloader downloader) {
    this.address = settings.npm();
    this.downloads = settings.downloads();
    this.downloader = downloader;
  }

  /**
   * The tarball of a package.
   *
   * @throws FetchException when the registry cannot be reached or gives another file
   */
  public Path fetch(NpmPackage wanted, Progress progress) throws IOException {
    Optional<Checksum> expected =
        Optional.of(wanted.integrity())
            .filter(written -> !written.isEmpty())
            .map(written -> new Checksum(Checksum.Kind.NPM_INTEGRITY, written));
    // Packages of two scopes may have the same name.
    Path file =
        expected.isPresent()
            ? downloads.resolve(wanted.tarballName())
            : downloads.resolve("npm").resolve(wanted.tarballPath());
    if (Files.exists(file) && isRight(expected, file)) {
      return file;
    }
    URI from = address.resolve(wanted.tarballPath());
    String label = wanted.name() + " " + wanted.version();
    try {
      downloader.download(new Download(from, Optional.empty(), label, expected), file, progress);
    } catch (WrongBytesException e) {
      throw new FetchException(
          wanted.title() + ": The registry gave another file: its hash is " + e.actual() + ".",
          "Something between here and the registry changes files; nothing was kept.",
          e);
    } catch (HttpFailure e) {
      throw new FetchException(
          wanted.title() + ": " + e.getMessage() + ".",
          "Check its name and version; npm_config_registry names another registry.",
          e);
    } catch (IOException e) {
      throw Unreached.explain(from, e);
    }
    return file;
  }

  private static boolean isRight(Optional<Checksum> expected, Path file) throws IOException {
    if (expected.isEmpty()) {
      return true;
    }
    return Checksum.of(Checksum.Kind.NPM_INTEGRITY, file).equals(expected.get().expected());
  }
}
