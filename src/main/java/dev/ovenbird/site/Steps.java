package dev.ovenbird.site;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures how long the steps of a build take, some of them side by side. Thread-safe. */
final class Steps {
  /** A step that gives something. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  private final Map<String, Duration> taken = new LinkedHashMap<>();

  <T> T time(String name, Step<T> step) throws IOException {
    long start = System.nanoTime();
    try {
      return step.run();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      synchronized (taken) {
        taken.merge(name, took, Duration::plus);
      }
    }
  }

  /** By their names, in the order in which they ended. */
  Map<String, Duration> taken() {
    synchronized (taken) {
      return new LinkedHashMap<>(taken);
    }
  }
}
