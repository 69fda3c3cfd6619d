package dev.ovenbird.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a body from which nothing comes any more: the JDK's time limit ends with the headers. The
 * reader then gets an {@link IOException}.
 */
final class StallGuard implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stall-guard");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long latest = System.nanoTime();

  StallGuard(InputStream body, Duration patience) {
    long nanos = patience.toNanos();
    clock.scheduleWithFixedDelay(
        () -> {
          if (System.nanoTime() - latest > nanos) {
            try {
              body.close();
            } catch (IOException e) {
              // It was to be given up.
            }
          }
        },
        nanos,
        Math.max(1, nanos / 4),
        TimeUnit.NANOSECONDS);
  }

  /** Says that something came. */
  void alive() {
    latest = System.nanoTime();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
