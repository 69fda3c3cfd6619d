package dev.ovenbird.site;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures how long the steps of a build take. */
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
      taken.merge(name, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    }
  }

  Map<String, Duration> taken() {
    return taken;
  }
}
