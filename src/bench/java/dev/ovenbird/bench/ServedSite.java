package dev.ovenbird.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A site that {@code ovenbird serve} serves and watches, until this is closed. */
final class ServedSite implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/");
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int POLL_MILLIS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final File said;
  private final URI address;

  /**
   * Waits until it serves.
   *
   * @param command {@code ovenbird serve}, with {@code --port 0}
   * @param said takes what the program says
   */
  ServedSite(ProcessBuilder command, File said) throws IOException, InterruptedException {
    this.said = said;
    process = command.redirectErrorStream(true).redirectOutput(said).start();
    try {
      address = await(this::servedAt);
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Where its home page is. */
  URI address() {
    return address;
  }

  /** Seconds from saving a file with a line more to a page that shows the line. */
  double secondsOfChange(Path file, String page, String line)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(page)).build();
    long begin = System.nanoTime();
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    await(
        () -> client.send(request, BodyHandlers.ofString()).body().contains(line) ? request : null);
    return (System.nanoTime() - begin) / 1e9;
  }

  private URI servedAt() throws IOException {
    Matcher address = ADDRESS.matcher(Files.readString(said.toPath()));
    return address.find() ? URI.create(address.group()) : null;
  }

  private interface Attempt<T> {
    /** What is waited for, or null when it is not there yet. */
    T result() throws IOException, InterruptedException;
  }

  private <T> T await(Attempt<T> attempt) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    for (T result = null; ; Thread.sleep(POLL_MILLIS)) {
      result = attempt.result();
      if (result != null) {
        return result;
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("serve: " + Files.readString(said.toPath()));
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
