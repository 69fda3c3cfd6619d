package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConfigurationRuntimeException;
import org.apache.commons.lang3.BooleanUtils;
import org.jbake.app.JBakeException;
import org.jbake.app.configuration.DefaultJBakeConfiguration;

/**
 * The settings of a site: {@code jbake.properties} over JBake's defaults over ours. Immutable once
 * loaded.
 */
public final class SiteConfig {
  public static final String FILE = "jbake.properties";

  private static final String SERVICE_WORKER = "ovenbird.serviceWorker";
  private static final String WORDS = "search.words";
  private static final String ISOLATION = "ovenbird.isolation";

  private final Path source;
  private final String baseUrl;
  private final DefaultJBakeConfiguration jbake;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final ZoneId zone;

  private SiteConfig(Path source, String baseUrl, DefaultJBakeConfiguration jbake) {
    this.source = source;
    this.baseUrl = baseUrl;
    this.jbake = jbake;
    this.zone = zone();
  }

  /**
   * Reads the settings.
   *
   * @param source the site's folder
   * @param baseUrl where the site will stand, over {@code site.host}; empty when the settings say
   *     it
   * @throws InputException when the folder, the file or the address is wrong
   */
  public static SiteConfig load(Path source, Path output, String baseUrl) {
    if (!Files.isDirectory(source)) {
      throw new InputException(
          Diagnostic.error(
              source, 0, "There is no such folder.", "Give --source a site's folder."));
    }
    try {
      DefaultJBakeConfiguration jbake = JBakeSettings.read(source);
      jbake.setDestinationFolder(output.toFile());
      SiteConfig config = new SiteConfig(source, withSlash(baseUrl), jbake);
      config.fillIn();
      return config;
    } catch (JBakeException
        | ConfigurationException
        | ConfigurationRuntimeException
        | IOException e) {
      throw new InputException(
          Diagnostic.error(
              source.resolve(FILE),
              0,
              "Cannot be read: " + e.getMessage(),
              "A backslash stands before what is meant otherwise, as in \\u00e9 for é; two stand for one."));
    }
  }

  private void fillIn() {
    if (!baseUrl.isEmpty()) {
      checkAddress(baseUrl, Optional.empty());
      set("site.host", baseUrl.substring(0, baseUrl.length() - 1));
    } else if (text("site.host", "").isEmpty()) {
      set("site.host", "http://localhost:8820");
    } else {
      checkAddress(text("site.host", ""), Optional.of("site.host"));
    }
    // JBake knows no demos; a site may still name a template of its own for them.
    setDefault("template.demo.file", "demo.ftl");
    setDefault("template.report.file", "report.ftl");
    setDefault("template.seriesindex.file", "series-index.ftl");
    setDefault("render.jsonfeed", "true");
    for (String setting : List.of(SERVICE_WORKER, ISOLATION, WORDS)) {
      checkSwitch(setting);
    }
  }

  private void setDefault(String key, String value) {
    if (text(key, "").isEmpty()) {
      set(key, value);
    }
  }

  private void checkSwitch(String key) {
    String value = text(key, "on");
    if (!Set.of("on", "off").contains(value)) {
      throw new InputException(
          wrong(key, key + " is neither on nor off: " + value, "Write on or off."));
    }
  }

  /**
   * @param key of the setting that the address is; empty when it was given for this build
   */
  private void checkAddress(String address, Optional<String> key) {
    URI uri = null;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      // Said below, with the others.
    }
    if (uri == null
        || uri.getHost() == null
        || !Set.of("http", "https").contains(uri.getScheme())) {
      String message = "The site's address is none: " + address;
      String hint = "Write it in full, like https://user.github.io/repo/.";
      throw new InputException(
          key.map(setting -> wrong(setting, message, hint))
              .orElse(Diagnostic.error(null, 0, message, hint)));
    }
  }

  /** JBake takes a comma for the end of a list's item; a site's description is no list. */
  private static Object joined(Object value) {
    return value instanceof Collection<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value;
  }

  private ZoneId zone() {
    String name = text("freemarker.timezone", "UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new InputException(
          wrong(
              "freemarker.timezone",
              "freemarker.timezone is no time zone: " + name,
              "Write it like Europe/Berlin or UTC."));
    }
  }

  /** An error about the value of a setting, at its line in the file. */
  public Diagnostic wrong(String key, String message, String hint) {
    Path file = source.resolve(FILE);
    int line = 0;
    try {
      List<String> lines = Files.readString(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).strip().matches(Pattern.quote(key) + "\\s*[=:].*")) {
          line = i + 1;
        }
      }
    } catch (IOException e) {
      // Without its line, the mistake is told all the same.
    }
    return Diagnostic.error(file, line, message, hint).aboutLast(text(key, ""));
  }

  private static String withSlash(String address) {
    return address.isEmpty() || address.endsWith("/") ? address : address + "/";
  }

  public Path source() {
    return source;
  }

  public DefaultJBakeConfiguration jbake() {
    return jbake;
  }

  public Path contentFolder() {
    return source.resolve(text("content.folder", "content"));
  }

  public Path templateFolder() {
    return source.resolve(text("template.folder", "templates"));
  }

  public Path assetFolder() {
    return source.resolve(text("asset.folder", "assets"));
  }

  public Path modelFolder() {
    return source.resolve("models");
  }

  /** A setting, or the other text where it is not set. */
  public String text(String key, String otherwise) {
    // Some are asked for with each document, and take JBake a while.
    String text =
        texts.computeIfAbsent(
            key,
            any -> {
              Object value = joined(jbake.get(key));
              return value == null || value.toString().isBlank() ? "" : value.toString().trim();
            });
    return text.isEmpty() ? otherwise : text;
  }

  /** Only while the settings are loaded. */
  private void set(String key, String value) {
    jbake.setProperty(key, value);
    texts.remove(key);
  }

  /**
   * A setting that counts something, or the other number where it is not set.
   *
   * @throws InputException when it is no number
   */
  public int count(String key, int otherwise) {
    String value = text(key, String.valueOf(otherwise));
    if (!value.matches("\\d{1,9}")) {
      throw new InputException(
          wrong(key, key + " is no number: " + value, "Write a whole number, such as 10."));
    }
    return Integer.parseInt(value);
  }

  /**
   * A setting that is true or false, in all the words that JBake knows for them.
   *
   * @throws InputException when it is neither
   */
  public boolean isTrue(String key, boolean otherwise) {
    String value = text(key, String.valueOf(otherwise));
    Boolean known = BooleanUtils.toBooleanObject(value);
    if (known == null) {
      throw new InputException(
          wrong(key, key + " is neither true nor false: " + value, "Write true or false."));
    }
    return known;
  }

  /** Whether pages have a service worker. Without, one that readers have from before is removed. */
  public boolean hasServiceWorker() {
    return text(SERVICE_WORKER, "on").equals("on");
  }

  /** Whether pages are cross-origin isolated: what threads in WebAssembly ask for. */
  public boolean isolatesPages() {
    return text(ISOLATION, "on").equals("on");
  }

  /** Whether readers can search for words. */
  public boolean hasWordSearch() {
    return text(WORDS, "on").equals("on");
  }

  /** The address that was given for this build, ending in a slash; empty when none was. */
  public String baseUrl() {
    return baseUrl;
  }

  /** The path of the site's root on its host: {@code /} or {@code /repo/}. */
  public String basePath() {
    String path = URI.create(withSlash(text("site.host", ""))).getPath();
    return path.isEmpty() ? "/" : path;
  }

  /** In which zone dates are read and written: {@code freemarker.timezone}, else UTC. */
  public ZoneId timeZone() {
    return zone;
  }

  /**
   * How dates and numbers are written: {@code site.locale}, else the site's language, else English.
   * Never the building machine's.
   */
  public Locale locale() {
    return Locale.forLanguageTag(text("site.locale", text("site.lang", "en-US")));
  }

  /** Every type a document may have: those that a template is set for. */
  public Set<String> documentTypes() {
    Set<String> types = new LinkedHashSet<>(jbake.getDocumentTypes());
    types.add("post");
    types.add("page");
    types.add("demo");
    types.removeAll(
        Set.of(
            "masterindex",
            "archive",
            "feed",
            "sitemap",
            "error404",
            "tag",
            "tagsindex",
            "report",
            "unreachable",
            "series",
            "seriesindex",
            "redirect",
            "index",
            "data"));
    return types;
  }

  /** The template that renders a type; a file in {@code templates/} or of the theme. */
  public String templateOf(String type) {
    return text("template." + type + ".file", type + ".ftl");
  }

  public boolean renders(String what) {
    return isTrue("render." + what, false);
  }

  public String outputExtension() {
    return text("output.extension", ".html");
  }

  /** All settings as templates see them: {@code site.title} is {@code site_title}. */
  public Map<String, Object> forTemplates() {
    Map<String, Object> settings = jbake.asHashMap();
    settings.replaceAll((key, value) -> key.startsWith("site_") ? joined(value) : value);
    return settings;
  }
}
