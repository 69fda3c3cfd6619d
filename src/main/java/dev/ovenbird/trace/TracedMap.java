package dev.ovenbird.trace;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Variables of a template, each of them an input. Whoever goes through all of them has read the
 * input {@code *}. Read-only; thread-safe.
 */
public final class TracedMap extends AbstractMap<String, Object> {
  private final Map<String, Object> values;
  private final String kind;
  private final Reads reads;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * @param values that do not change any more
   * @param kind of input
   */
  public TracedMap(Map<String, Object> values, String kind, Reads reads) {
    this.values = values;
    this.kind = kind;
    this.reads = reads;
  }

  @Override
  public Object get(Object key) {
    reads.read(name(key));
    return values.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    reads.read(name(key));
    return values.containsKey(key);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    reads.read(name("*"));
    return values.entrySet();
  }

  private String name(Object key) {
    return names.computeIfAbsent(String.valueOf(key), text -> kind + " " + text);
  }
}
