package dev.ovenbird.site;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.trace.Inputs;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/**
 * Finds the pages that are in the output already and would be the same again: nothing that was
 * decided about them, and nothing that was read for them, has changed. Thread-safe.
 */
final class PageTraces {
  /** The plan of a page that is none the next time. */
  private static final String NEVER_AGAIN = "";

  private final BuildMemory memory;
  private final Inputs inputs;
  private final OutputFolder output;
  private final SharePictures pictures;
  private final Set<String> changed;
  private final Map<String, RememberedPage> now = new ConcurrentHashMap<>();
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  PageTraces(BuildMemory memory, Inputs inputs, OutputFolder output, SharePictures pictures) {
    this.memory = memory;
    this.inputs = inputs;
    this.output = output;
    this.pictures = pictures;
    this.changed = ConcurrentHashMap.newKeySet();
    InParallel.forEach(
        memory.inputs().entrySet(),
        input -> {
          if (!inputs.value(input.getKey()).equals(input.getValue())) {
            changed.add(input.getKey());
          }
        });
  }

  /** A page that need not be rendered; empty for one that has to be. */
  Optional<PageRenderer.Rendered> kept(PlannedPage page) {
    RememberedPage remembered = memory.pages().get(page.path());
    OutputFile file = memory.outputs().get(page.path());
    if (remembered == null
        || !output.isUntouched(page.path(), file)
        || !remembered.plan().equals(plan(page))
        || hasChanged(remembered.inputs())) {
      return Optional.empty();
    }
    now.put(page.path(), remembered);
    return Optional.of(
        PageRenderer.Rendered.kept(
            page,
            new OutputFolder.Laid(output.file(page.path()), file),
            Optional.ofNullable(remembered.html())));
  }

  /**
   * Whether one of these is not what it was. Looks through the smaller set: often one is changed.
   */
  private boolean hasChanged(Set<String> read) {
    return read.size() < changed.size()
        ? read.stream().anyMatch(changed::contains)
        : changed.stream().anyMatch(read::contains);
  }

  /** Remembers a page that was rendered now. */
  void note(PageRenderer.Rendered made, Set<String> read) {
    for (String input : read) {
      if (!rendered.containsKey(input)) {
        rendered.put(input, inputs.value(input));
      }
    }
    note(made, Objects.requireNonNullElse(plan(made.page()), NEVER_AGAIN), read);
  }

  /** Remembers a page that every build renders. */
  void note(PageRenderer.Rendered made) {
    note(made, NEVER_AGAIN, Set.of());
  }

  private void note(PageRenderer.Rendered made, String plan, Set<String> read) {
    now.put(made.page().path(), new RememberedPage(plan, read, made.html().orElse(null)));
  }

  /** All pages of this build. */
  Map<String, RememberedPage> pages() {
    return now;
  }

  /** What all inputs are that those pages read, and some that earlier pages did. */
  Map<String, String> inputs() {
    Map<String, String> all = new HashMap<>(memory.inputs());
    all.putAll(rendered);
    return all;
  }

  /**
   * All that was decided about a page before it was rendered; null for one with variables of which
   * nobody can tell whether they are the same.
   */
  private String plan(PlannedPage page) {
    Map<String, Object> variables = new HashMap<>(page.variables());
    // A document is an input by itself.
    page.document().ifPresent(document -> variables.put(ModelAttributes.CONTENT, document.uri()));
    StringBuilder plan = new StringBuilder();
    write(page.template(), plan);
    write(page.rootPath(), plan);
    write(page.store().getStart() + " " + page.store().getLimit(), plan);
    write(page.isHtml() ? pictures.of(page) : "", plan);
    try {
      write(variables, plan);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return Digest.brief(plan.toString());
  }

  /**
   * Writes a value down, each in a way of its own. A document stands for itself by its address:
   * what is read of it is an input.
   */
  private static void write(Object value, StringBuilder out) {
    if (value instanceof DocumentModel document && document.getUri() != null) {
      out.append('d');
      write(document.getUri(), out);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
      sorted.forEach(
          (key, each) -> {
            write(key, out);
            write(each, out);
          });
      out.append('}');
    } else if (value instanceof Collection<?> list) {
      out.append('[');
      list.forEach(each -> write(each, out));
      out.append(']');
    } else if (value instanceof Record) {
      out.append('(');
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        write(component(value, component), out);
      }
      out.append(')');
    } else if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      String text = String.valueOf(value);
      out.append(text.length()).append(':').append(text);
    } else {
      throw new IllegalArgumentException();
    }
  }

  private static Object component(Object value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
