package dev.ovenbird.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Our own modules, those among the resources and generated ones, in the site's words. */
final class AppModules {
  private final Map<String, String> generated;
  private final ScriptWords words;
  private final Map<String, AppModule> read = new HashMap<>();

  /**
   * @param generated modules that are not among the resources: names and sources
   * @param words texts by their keys
   */
  AppModules(Map<String, String> generated, Map<String, String> words) {
    this.generated = generated;
    this.words = new ScriptWords(words);
  }

  /** A module and all it imports, each once and after those it imports; the module is the last. */
  List<AppModule> inOrder(String name) {
    Map<String, AppModule> ordered = new LinkedHashMap<>();
    visit(name, ordered, new LinkedHashSet<>());
    return new ArrayList<>(ordered.values());
  }

  private void visit(String name, Map<String, AppModule> ordered, Set<String> open) {
    if (!ordered.containsKey(name)) {
      requireOnce(open, name);
      AppModule module =
          read.computeIfAbsent(name, each -> AppModule.parse(each, words.in(each, source(each))));
      module.imports().forEach(imported -> visit(imported.module(), ordered, open));
      open.remove(name);
      ordered.put(name, module);
    }
  }

  /** Adds to what is being worked on; twice would mean a circle. */
  static void requireOnce(Set<String> open, String name) {
    if (!open.add(name)) {
      throw new IllegalStateException("modules need each other in a circle: " + open);
    }
  }

  private String source(String name) {
    String source = generated.get(name);
    if (source != null) {
      return source;
    }
    try (InputStream in = AppModules.class.getResourceAsStream("/dev/ovenbird/web/app/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no module " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
