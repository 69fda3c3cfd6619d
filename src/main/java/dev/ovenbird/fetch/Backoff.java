package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** When to try again after a failure, and when to give up. Thread-safe. */
final class Backoff {
  /** Waits; a test need not. */
  @FunctionalInterface
  interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  /** Failures in a row that are put up with. */
  private static final int FAILURES = 5;

  /** The same where nobody can be reached at all; most often there is no network. */
  private static final int UNREACHED = 2;

  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** A server that asks for more than that is told to the user instead. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final Pause pause;

  Backoff(Pause pause) {
    this.pause = pause;
  }

  /**
   * Waits as long as it takes to try again.
   *
   * @param failures in a row, this one included
   * @throws IOException the problem itself, when there is no sense in another attempt
   */
  void await(IOException problem, int failures, Progress progress) throws IOException {
    if (!mayPass(problem)
        || failures > (problem instanceof ConnectException ? UNREACHED : FAILURES)) {
      throw problem;
    }
    Duration wait = Duration.ofSeconds(1L << (failures - 1));
    wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    Optional<Duration> asked =
        problem instanceof HttpFailure failure
            ? failure.retryAfter(ZonedDateTime.now(ZoneOffset.UTC))
            : Optional.empty();
    if (asked.isPresent()) {
      if (asked.get().compareTo(LONGEST_ASKED) > 0) {
        throw problem;
      }
      wait = asked.get();
      progress.report(problem.getMessage() + "; it asks to wait " + wait.toSeconds() + " s", 0, 0);
    }
    try {
      pause.last(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  private static boolean mayPass(IOException problem) {
    if (problem instanceof HttpFailure failure) {
      return failure.mayPass();
    }
    return !(problem instanceof FetchException
        || problem instanceof InterruptedIOException
        || problem instanceof SSLHandshakeException
        || problem instanceof java.nio.file.FileSystemException);
  }
}
