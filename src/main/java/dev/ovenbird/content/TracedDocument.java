package dev.ovenbird.content;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.trace.Reads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/**
 * What templates see of a document. Notes what they read of it: its head as a whole, its body, its
 * source, or which documents stand beside it. The body is made only when somebody asks for it.
 * Thread-safe once all is set.
 */
final class TracedDocument extends DocumentModel {
  private static final long serialVersionUID = 1L;
  private static final String NEXT = ModelAttributes.NEXT_CONTENT;
  private static final String PREVIOUS = ModelAttributes.PREVIOUS_CONTENT;

  /** Of what is no part of the head. */
  private static final Set<String> APART =
      Set.of(
          ModelAttributes.BODY,
          NEXT,
          PREVIOUS,
          ModelAttributes.SHA1,
          ModelAttributes.FILE,
          ModelAttributes.CACHED,
          ModelAttributes.RENDERED);

  /** What the build counts in the text. */
  private static final Set<String> COUNTED = Set.of("words", "readingMinutes", "toc");

  private final transient Reads reads;
  private final String uri;
  private final String head;
  private final String counted;
  private final String body;
  private final String source;
  private final String beside;
  private transient Supplier<String> text;
  private boolean replaced;

  /**
   * @param model what the parser made of the head
   * @param text gives the body
   */
  TracedDocument(DocumentModel model, Supplier<String> text, Reads reads) {
    super.putAll(model);
    super.remove(ModelAttributes.BODY);
    this.reads = reads;
    this.text = text;
    uri = model.getUri();
    head = "head " + uri;
    counted = "counted " + uri;
    body = "body " + uri;
    source = "source " + uri;
    beside = "beside " + uri;
  }

  @Override
  public Object get(Object key) {
    if (ModelAttributes.BODY.equals(key)) {
      reads.read(body);
      return text.get();
    }
    if (NEXT.equals(key) || PREVIOUS.equals(key)) {
      reads.read(beside);
    } else if (ModelAttributes.SHA1.equals(key)) {
      reads.read(source);
    } else {
      reads.read(COUNTED.contains(key) ? counted : head);
    }
    return super.get(key);
  }

  /** The way that all others take, without what it need not ask here: it is asked most of all. */
  @Override
  public String getUri() {
    reads.read(head);
    return uri;
  }

  @Override
  public boolean containsKey(Object key) {
    return ModelAttributes.BODY.equals(key) || get(key) != null;
  }

  @Override
  public Object getOrDefault(Object key, Object otherwise) {
    Object value = get(key);
    return value == null ? otherwise : value;
  }

  @Override
  public Object put(String key, Object value) {
    if (ModelAttributes.BODY.equals(key)) {
      String given = String.valueOf(value);
      text = () -> given;
      replaced = true;
      return null;
    }
    return super.put(key, value);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return all().entrySet();
  }

  @Override
  public Set<String> keySet() {
    return all().keySet();
  }

  @Override
  public Collection<Object> values() {
    return all().values();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    all().forEach(action);
  }

  /** Two of one build are never equal; their contents lead to all others. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new HashMap<>();
    super.entrySet().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    all.put(ModelAttributes.BODY, get(ModelAttributes.BODY));
    reads.read(head);
    reads.read(counted);
    reads.read(source);
    reads.read(beside);
    return all;
  }

  /** What the head says, without what the build added. */
  Map<String, Object> head() {
    Map<String, Object> values = new TreeMap<>();
    for (Map.Entry<String, Object> entry : super.entrySet()) {
      if (!APART.contains(entry.getKey())) {
        values.put(entry.getKey(), entry.getValue());
      }
    }
    return values;
  }

  /** Whether the body is another than the parser made. */
  boolean isReplaced() {
    return replaced;
  }

  String headHash() {
    return hash(key -> !APART.contains(key) && !COUNTED.contains(key));
  }

  String countedHash() {
    return hash(COUNTED::contains);
  }

  private String hash(Predicate<String> keys) {
    List<String> sorted = new ArrayList<>();
    for (String key : super.keySet()) {
      if (keys.test(key)) {
        sorted.add(key);
      }
    }
    Collections.sort(sorted);
    StringBuilder all = new StringBuilder();
    for (String key : sorted) {
      all.append(key).append('=').append(text(super.get(key))).append('\n');
    }
    return Digest.brief(all.toString());
  }

  private static String text(Object value) {
    return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
  }

  /** By their addresses, the documents before and after. */
  String besideUris() {
    return uri(super.get(PREVIOUS)) + "\n" + uri(super.get(NEXT));
  }

  private static String uri(Object document) {
    return document instanceof TracedDocument traced ? traced.uri : "";
  }
}
