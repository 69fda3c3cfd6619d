package dev.ovenbird.web;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;

/**
 * Fetches packages from an npm registry, once per machine. A tarball is kept only when its SHA-512
 * is the pinned one. Thread-safe.
 */
final class NpmRegistry {
  private static final int ATTEMPTS = 3;

  private final URI address;
  private final Path downloads;
  private final HttpClient http;

  /**
   * @param address of the registry, ending in a slash
   * @param downloads the folder that keeps what was fetched
   */
  NpmRegistry(URI address, Path downloads) {
    this.address = address;
    this.downloads = downloads;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /** The registry that npm itself would use here, as far as the environment says it. */
  static URI address() {
    String set = System.getenv("npm_config_registry");
    String address = set == null || set.isBlank() ? "https://registry.npmjs.org/" : set.strip();
    return URI.create(address.endsWith("/") ? address : address + "/");
  }

  /**
   * The tarball of a package.
   *
   * @throws InputException when the registry cannot be reached or gives another file
   */
  Path fetch(NpmPackage wanted, Progress progress) throws IOException {
    Path file = downloads.resolve(wanted.tarballName());
    if (Files.exists(file) && integrity(file).equals(wanted.integrity())) {
      return file;
    }
    Files.createDirectories(downloads);
    Path fresh = Files.createTempFile(downloads, ".download-", ".tgz");
    try {
      download(wanted, fresh, progress);
      String actual = integrity(fresh);
      if (!actual.equals(wanted.integrity())) {
        throw failed(
            wanted,
            "The registry gave another file: its hash is " + actual + ".",
            "Something between here and the registry changes files; nothing was kept.");
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  private void download(NpmPackage wanted, Path target, Progress progress) throws IOException {
    IOException last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        downloadOnce(wanted, target, progress);
        return;
      } catch (IOException e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw failed(
        wanted,
        "It could not be fetched from " + address + ": " + reason(last) + ".",
        "The first build of a site with a model needs the network; npm_config_registry names another"
            + " registry.");
  }

  private void downloadOnce(NpmPackage wanted, Path target, Progress progress)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(wanted.tarballPath()))
            .timeout(Duration.ofMinutes(10))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("status " + response.statusCode());
    }
    long total = response.headers().firstValueAsLong("content-length").orElse(0);
    String step = "Fetch " + wanted.name() + " " + wanted.version();
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      long done = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        done += read;
        progress.report(step, done, total);
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static InputException failed(NpmPackage wanted, String message, String hint) {
    return new InputException(
        Diagnostic.error(
            null,
            0,
            "npm package " + wanted.name() + "@" + wanted.version() + ": " + message,
            hint));
  }

  private static String integrity(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] sha512 = Digest.digest(Digest.of("SHA-512"), in);
      return "sha512-" + Base64.getEncoder().encodeToString(sha512);
    }
  }
}
