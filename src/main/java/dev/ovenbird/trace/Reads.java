package dev.ovenbird.trace;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Notes which inputs a piece of work reads. Work runs in one thread; any number of threads may work
 * at the same time, each on a piece of its own. Thread-safe.
 */
public final class Reads {
  /** Notes nothing. */
  public static final Reads NOWHERE = new Reads();

  private final ThreadLocal<Set<String>> current = new ThreadLocal<>();

  /**
   * Finished work.
   *
   * @param inputs names of all that it read
   */
  public record Recorded<T>(T result, Set<String> inputs) {}

  /** Does a piece of work. What is read outside of any is noted nowhere. */
  public <T> Recorded<T> record(Supplier<T> work) {
    Set<String> outer = current.get();
    Set<String> inputs = new HashSet<>();
    current.set(inputs);
    try {
      return new Recorded<>(work.get(), inputs);
    } finally {
      if (outer == null) {
        current.remove();
      } else {
        // What a part has read is its own matter; the whole reads what came of it.
        current.set(outer);
      }
    }
  }

  /**
   * Notes that an input is read by the present work.
   *
   * @param input its kind, a space, and its name
   */
  public void read(String input) {
    Set<String> inputs = current.get();
    if (inputs != null) {
      inputs.add(input);
    }
  }
}
