package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Downloads. What came before a connection broke, or the build was killed, is not asked for again.
 * Thread-safe.
 */
final class Downloader {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Http http = new Http();
  private final Path partial;
  private final Backoff backoff;
  private final Duration patience;

  /**
   * @param partial the folder that keeps half files
   */
  Downloader(Path partial) {
    this(partial, time -> Thread.sleep(time.toMillis()), PATIENCE);
  }

  Downloader(Path partial, Backoff.Pause pause, Duration patience) {
    this.partial = partial;
    this.backoff = new Backoff(pause);
    this.patience = patience;
  }

  /**
   * Downloads a file, in as many attempts as it takes.
   *
   * @param target appears when the file is complete and checked
   * @throws HttpFailure when the server refuses
   * @throws WrongBytesException when it gives another file; nothing is kept then
   */
  void download(Download wanted, Path target, Progress progress) throws IOException {
    try (PartialFile part = PartialFile.open(partial, wanted.key())) {
      boolean whole = part.size() == 0;
      whole &= complete(wanted, part, progress);
      try {
        check(wanted, part);
      } catch (WrongBytesException e) {
        part.restart(Optional.empty());
        if (whole) {
          throw e;
        }
        // Two halves of different files, perhaps.
        complete(wanted, part, progress);
        try {
          check(wanted, part);
        } catch (WrongBytesException again) {
          part.restart(Optional.empty());
          throw again;
        }
      }
      part.moveTo(target);
    }
  }

  /**
   * The text of a small answer, with its headers.
   *
   * @throws HttpFailure when the server refuses
   */
  TextAnswer text(URI address, Optional<String> token, Progress progress) throws IOException {
    for (int failures = 1; ; failures++) {
      try {
        HttpResponse<InputStream> response = http.get(address, token, Map.of());
        try (InputStream body = response.body();
            StallGuard guard = new StallGuard(body, patience)) {
          guard.alive();
          return new TextAnswer(body.readAllBytes(), response.headers());
        }
      } catch (IOException e) {
        backoff.await(e, failures, progress);
      }
    }
  }

  /** Whether all came in one answer. */
  private boolean complete(Download wanted, PartialFile part, Progress progress)
      throws IOException {
    int failures = 0;
    long most = part.size();
    while (true) {
      try {
        transfer(wanted, part, progress);
        return failures == 0;
      } catch (IOException e) {
        // An attempt that came further than all before it was no failure, but half a success.
        failures = part.size() > most ? 1 : failures + 1;
        most = Math.max(most, part.size());
        backoff.await(e, failures, progress);
      }
    }
  }

  private void transfer(Download wanted, PartialFile part, Progress progress) throws IOException {
    long have = part.size();
    if (have > 0 && part.tag().isEmpty() && wanted.checksum().isEmpty()) {
      // Nothing would tell whether the rest belongs to it.
      part.restart(Optional.empty());
      have = 0;
    }
    HttpResponse<InputStream> response;
    try {
      response = http.get(wanted.address(), wanted.token(), range(part, have));
    } catch (HttpFailure e) {
      if (e.status() != 416 || have == 0) {
        throw e;
      }
      if (e.header("Content-Range").equals("bytes */" + have)) {
        return;
      }
      part.restart(Optional.empty());
      throw new IOException("the file has become shorter than what is here of it", e);
    }
    try (InputStream body = response.body();
        StallGuard guard = new StallGuard(body, patience)) {
      receive(wanted, part, response, body, guard, progress);
    }
  }

  private static Map<String, String> range(PartialFile part, long have) throws IOException {
    Map<String, String> headers = new HashMap<>();
    if (have > 0) {
      headers.put("Range", "bytes=" + have + "-");
      part.tag().ifPresent(tag -> headers.put("If-Range", tag));
    }
    return headers;
  }

  private static void receive(
      Download wanted,
      PartialFile part,
      HttpResponse<InputStream> response,
      InputStream body,
      StallGuard guard,
      Progress progress)
      throws IOException {
    if (response.statusCode() == 200) {
      part.restart(response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")));
    } else if (!response
        .headers()
        .firstValue("Content-Range")
        .orElse("")
        .startsWith("bytes " + part.size() + "-")) {
      part.restart(Optional.empty());
      throw new IOException("the server gave another part of the file than was asked for");
    }
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    long total = length < 0 ? 0 : part.size() + length;
    String step = "Fetch " + wanted.label();
    progress.report(step, part.size(), total);
    byte[] buffer = new byte[1 << 16];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      guard.alive();
      part.append(buffer, read);
      progress.report(step, part.size(), total);
    }
    if (total > 0 && part.size() < total) {
      throw new EOFException(
          "the connection broke after " + part.size() + " of " + total + " bytes");
    }
  }

  private static void check(Download wanted, PartialFile part) throws IOException {
    if (wanted.checksum().isPresent()) {
      wanted.checksum().get().check(part.path());
    }
  }
}
