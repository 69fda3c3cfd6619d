package dev.ovenbird.web;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own modules, linked: each loses its comments, gets its content's hash into its name, and each
 * string literal {@code "./other.js"} in it becomes the other's hashed name. A module's hash
 * thereby covers all that it imports, so every one may be cached for ever.
 */
final class AppModules {
  static final String FOLDER = "_ovenbird/app/";

  /**
   * What stands in our sources for their readers; types in it name modules that are not imported.
   */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)/\\*\\*[\\s\\S]*?\\*/\\R?|^\\s*//.*\\R");

  private static final Pattern REFERENCE = Pattern.compile("\"\\./([A-Za-z0-9-]+\\.js)\"");

  private final Map<String, String> generated;
  private final Map<String, String> hashedNames = new HashMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * @param generated modules that are not among the resources: names and sources
   */
  AppModules(Map<String, String> generated) {
    this.generated = generated;
  }

  /** Links a module and all it refers to; gives its path from the site's root. */
  String link(String name) throws IOException {
    return FOLDER + hashedName(name);
  }

  /** Everything linked so far: paths from the site's root, sorted, and contents. */
  Map<String, byte[]> files() {
    return files;
  }

  private String hashedName(String name) throws IOException {
    String known = hashedNames.get(name);
    if (known != null) {
      return known;
    }
    if (!open.add(name)) {
      throw new IllegalStateException("modules import each other in a circle: " + open);
    }
    Matcher references = REFERENCE.matcher(COMMENT.matcher(source(name)).replaceAll(""));
    StringBuilder linked = new StringBuilder();
    while (references.find()) {
      references.appendReplacement(linked, "\"./" + hashedName(references.group(1)) + "\"");
    }
    references.appendTail(linked);
    open.remove(name);
    byte[] content = linked.toString().getBytes(StandardCharsets.UTF_8);
    String hashed = Digest.hashedName(name, content);
    hashedNames.put(name, hashed);
    files.put(FOLDER + hashed, content);
    return hashed;
  }

  private String source(String name) throws IOException {
    String source = generated.get(name);
    if (source != null) {
      return source;
    }
    try (InputStream in = AppModules.class.getResourceAsStream("/dev/ovenbird/web/app/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no module " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
