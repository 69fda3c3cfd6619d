package dev.ovenbird.web;

import dev.ovenbird.cache.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own modules, bundled: an entry and all that it imports are one file, so that a browser asks
 * once and not again for each import it comes upon. The file's name holds its content's hash, and
 * it may be cached for ever.
 *
 * <p>What an entry names without importing it, {@code new URL("./other.js", import.meta.url)}, is
 * an entry of its own, and its hashed name stands in the other's place.
 */
final class AppBundles {
  static final String FOLDER = "_ovenbird/app/";

  private static final Pattern ENTRY = Pattern.compile("\"\\./([A-Za-z0-9-]+\\.js)\"");

  private final AppModules modules;
  private final Map<String, String> hashedNames = new HashMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  AppBundles(AppModules modules) {
    this.modules = modules;
  }

  /** Bundles an entry with all it needs; gives its path from the site's root. */
  String bundle(String entry) {
    return FOLDER + hashedName(entry);
  }

  /** Everything bundled so far: paths from the site's root, sorted, and contents. */
  Map<String, byte[]> files() {
    return files;
  }

  private String hashedName(String entry) {
    String known = hashedNames.get(entry);
    if (known != null) {
      return known;
    }
    AppModules.requireOnce(open, entry);
    String written = joined(entry);
    StringBuilder linked = new StringBuilder();
    int end = 0;
    Matcher reference = ENTRY.matcher(written);
    // To look for the pattern everywhere would take Java, just started, as long as all the rest.
    for (int at = written.indexOf("\"./"); at >= 0; at = written.indexOf("\"./", at + 1)) {
      if (reference.region(at, written.length()).lookingAt()) {
        linked.append(written, end, at).append("\"./").append(hashedName(reference.group(1)));
        end = reference.end() - 1;
      }
    }
    linked.append(written, end, written.length());
    open.remove(entry);
    byte[] content = linked.toString().getBytes(StandardCharsets.UTF_8);
    String hashed = Digest.hashedName(entry, content);
    hashedNames.put(entry, hashed);
    files.put(FOLDER + hashed, content);
    return hashed;
  }

  /**
   * Each imported module is a function that gives its exports, after those it imports itself; the
   * entry stays a module, and may have exports and await.
   */
  private String joined(String entry) {
    StringBuilder out = new StringBuilder();
    for (AppModule module : modules.inOrder(entry)) {
      boolean isEntry = module.name().equals(entry);
      out.append(isEntry ? module.imported() + module.source() : module.function());
    }
    return out.toString();
  }
}
