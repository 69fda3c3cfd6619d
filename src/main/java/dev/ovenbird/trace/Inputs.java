package dev.ovenbird.trace;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** What inputs are in one build. Each is looked at once. Thread-safe. */
public final class Inputs {
  private final Map<String, UnaryOperator<String>> kinds = new ConcurrentHashMap<>();
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final AtomicLong unknown = new AtomicLong(System.nanoTime());

  /**
   * Declares a kind of input.
   *
   * @param kind one word
   * @param value gives for an input's name its present value, or the hash of it; null where it is
   *     not there
   */
  public void declare(String kind, UnaryOperator<String> value) {
    kinds.put(kind, value);
  }

  /** The present values of inputs. */
  public Map<String, String> values(Collection<String> inputs) {
    Map<String, String> values = new HashMap<>();
    inputs.forEach(input -> values.put(input, value(input)));
    return values;
  }

  /** Whether inputs are what they were. */
  public boolean areStill(Map<String, String> before) {
    return before.entrySet().stream()
        .allMatch(input -> value(input.getKey()).equals(input.getValue()));
  }

  /** The present value; of a kind that is not known, one that never comes again. */
  public String value(String input) {
    String value = values.get(input);
    if (value == null) {
      int space = input.indexOf(' ');
      UnaryOperator<String> kind = kinds.get(input.substring(0, space));
      value =
          kind == null
              ? "unknown " + unknown.incrementAndGet()
              : Objects.toString(kind.apply(input.substring(space + 1)), "");
      values.put(input, value);
    }
    return value;
  }
}
