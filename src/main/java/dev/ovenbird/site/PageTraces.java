package dev.ovenbird.site;

import dev.ovenbird.trace.Inputs;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jbake.app.ContentStore;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/**
 * Finds the pages that are in the output already and would be the same again: nothing that was
 * decided about them, and nothing that was read for them, has changed. Thread-safe.
 */
final class PageTraces {
  private final BuildMemory memory;
  private final Inputs inputs;
  private final OutputFolder output;
  private final SharePictures pictures;
  private final Map<String, Boolean> same = new ConcurrentHashMap<>();
  private final Map<String, RememberedPage> now = new ConcurrentHashMap<>();

  PageTraces(BuildMemory memory, Inputs inputs, OutputFolder output, SharePictures pictures) {
    this.memory = memory;
    this.inputs = inputs;
    this.output = output;
    this.pictures = pictures;
  }

  /** A page that need not be rendered; empty for one that has to be. */
  Optional<PageRenderer.Rendered> kept(PlannedPage page) {
    RememberedPage remembered = memory.pages().get(page.path());
    OutputFile file = memory.outputs().get(page.path());
    if (remembered == null
        || !output.isUntouched(page.path(), file)
        || !remembered.plan().equals(plan(page))
        || !remembered.inputs().stream().allMatch(this::isSame)) {
      return Optional.empty();
    }
    now.put(page.path(), remembered);
    return Optional.of(
        PageRenderer.Rendered.kept(page, file, Optional.ofNullable(remembered.html())));
  }

  private boolean isSame(String input) {
    return same.computeIfAbsent(
        input, any -> inputs.value(input).equals(memory.inputs().get(input)));
  }

  /** Remembers a page that was rendered now. */
  void note(PageRenderer.Rendered rendered, Set<String> read) {
    String plan = plan(rendered.page());
    if (plan != null) {
      now.put(rendered.page().path(), new RememberedPage(plan, read, rendered.html().orElse(null)));
    }
  }

  /** All pages of this build. */
  Map<String, RememberedPage> pages() {
    return now;
  }

  /**
   * All that was decided about a page before it was rendered; null for one with variables of which
   * nobody can tell whether they are the same.
   */
  private String plan(PlannedPage page) {
    Map<String, Object> variables = new TreeMap<>(page.variables());
    if (page.document().isPresent()) {
      // It is an input by itself.
      variables.remove(ModelAttributes.CONTENT);
    }
    Object plain;
    try {
      plain = plain(variables);
    } catch (IllegalArgumentException e) {
      return null;
    }
    Map<String, Object> plan = new HashMap<>();
    ContentStore store = page.store();
    plan.put("page", page.template() + "\n" + page.rootPath());
    plan.put("cursor", store.getStart() + " " + store.getLimit());
    plan.put("variables", plain);
    plan.put("document", page.document().map(document -> document.uri()).orElse(""));
    plan.put("picture", page.isHtml() ? pictures.of(page) : "");
    return SiteInputs.hash(plan);
  }

  /** A document stands for itself by its address: what is read of it is an input. */
  private static Object plain(Object value) {
    if (value instanceof DocumentModel document && document.getUri() != null) {
      return document.getUri();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new TreeMap<>();
      map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
      return plain;
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(PageTraces::plain).toList();
    }
    if (value instanceof Record) {
      return Arrays.stream(value.getClass().getRecordComponents())
          .map(component -> plain(component(value, component)))
          .toList();
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return String.valueOf(value);
    }
    throw new IllegalArgumentException();
  }

  private static Object component(Object value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
