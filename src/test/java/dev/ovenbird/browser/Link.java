package dev.ovenbird.browser;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The line between a server and its readers: so many bytes a second for all connections together,
 * and so long until the first byte of an answer is on its way. Thread-safe.
 */
public final class Link {
  public static final Link UNLIMITED = new Link(Double.POSITIVE_INFINITY, 0);

  private final double bytesPerNano;
  private final long latencyNanos;

  /** When the line is free again, in nanoseconds of {@link System#nanoTime}. */
  private long free = System.nanoTime();

  private Link(double bytesPerNano, long latencyNanos) {
    this.bytesPerNano = bytesPerNano;
    this.latencyNanos = latencyNanos;
  }

  /**
   * @param megabits each second; a megabit is a million
   * @param latencyMillis from a request to its answer
   */
  public static Link of(double megabits, long latencyMillis) {
    return new Link(megabits * 1e6 / 8 / 1e9, TimeUnit.MILLISECONDS.toNanos(latencyMillis));
  }

  /** Waits as long as a request and the first byte of its answer are on their way. */
  void arrive() throws IOException {
    sleepUntil(System.nanoTime() + latencyNanos);
  }

  /** Waits until the line has carried so many bytes more. */
  void send(int bytes) throws IOException {
    if (bytesPerNano < Double.POSITIVE_INFINITY) {
      sleepUntil(reserve(bytes));
    }
  }

  private synchronized long reserve(int bytes) {
    long begin = Math.max(free, System.nanoTime());
    free = begin + (long) (bytes / bytesPerNano);
    return free;
  }

  private static void sleepUntil(long time) throws IOException {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new IOException("The server was stopped.");
      }
    }
  }
}
