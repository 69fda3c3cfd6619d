package dev.ovenbird.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The headers that a site asks its host for in {@code _headers}: a path, in which {@code *} stands
 * for anything and {@code :name} for a segment, and below it, indented, the headers.
 *
 * <p>Sources: https://developers.cloudflare.com/pages/configuration/headers/ and
 * https://docs.netlify.com/manage/routing/headers/
 */
final class HostHeaders {
  static final String FILE = "_headers";

  private static final Pattern WILD = Pattern.compile("\\*|:[A-Za-z]\\w*");

  private record Rule(Pattern path, Map<String, String> headers) {}

  private final List<Rule> rules = new ArrayList<>();

  private HostHeaders(List<String> lines) {
    Map<String, String> headers = null;
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int colon = text.indexOf(':');
      if (!Character.isWhitespace(line.charAt(0))) {
        headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rules.add(new Rule(pattern(text), headers));
      } else if (headers != null && colon > 0) {
        headers.merge(
            text.substring(0, colon).strip(), text.substring(colon + 1).strip(), HostHeaders::list);
      }
    }
  }

  /** Those of a site; none where it has no such file. */
  static HostHeaders of(Path site) throws IOException {
    try {
      return new HostHeaders(Files.readAllLines(site.resolve(FILE)));
    } catch (NoSuchFileException e) {
      return new HostHeaders(List.of());
    }
  }

  /** Headers of an address, the values of all rules that match joined as hosts do. */
  Map<String, String> of(String path) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Rule rule : rules) {
      if (rule.path().matcher(path).matches()) {
        rule.headers().forEach((name, value) -> all.merge(name, value, HostHeaders::list));
      }
    }
    return all;
  }

  private static String list(String first, String second) {
    return first.toLowerCase(Locale.ROOT).equals(second.toLowerCase(Locale.ROOT))
        ? first
        : first + ", " + second;
  }

  private static Pattern pattern(String path) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (var found : WILD.matcher(path).results().toList()) {
      pattern.append(Pattern.quote(path.substring(end, found.start())));
      pattern.append(found.group().equals("*") ? ".*" : "[^/]+");
      end = found.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(path.substring(end))).toString());
  }
}
