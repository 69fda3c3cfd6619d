package dev.ovenbird.content;

import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words of a theme in the site's language: {@code messages.properties} of the theme, then
 * {@code messages_de.properties} for {@code site.lang=de}, then the site's own files of these names
 * in its templates, each over the one before. Immutable and thread-safe.
 */
public final class Messages {
  private static final String THEME = "/dev/ovenbird/theme/templates/";

  private final Map<String, String> texts;
  private final Locale locale;

  private Messages(Map<String, String> texts, Locale locale) {
    this.texts = texts;
    this.locale = locale;
  }

  /** The theme's messages alone. */
  public static Messages ofTheme(Locale language) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : names(language)) {
      try (InputStream in = Messages.class.getResourceAsStream(THEME + name)) {
        if (in != null) {
          add(new InputStreamReader(in, StandardCharsets.UTF_8), texts);
        }
      }
    }
    return new Messages(texts, language);
  }

  /** Reads the messages for a site's language. */
  public static Messages read(SiteConfig config) throws IOException {
    Messages messages = ofTheme(Locale.forLanguageTag(config.text("site.lang", "en")));
    for (String name : names(messages.locale)) {
      Path own = config.templateFolder().resolve(name);
      if (Files.isRegularFile(own)) {
        add(Files.newBufferedReader(own), messages.texts);
      }
    }
    return messages;
  }

  /** From the most general file to the most special. */
  private static Set<String> names(Locale language) {
    Set<String> names = new LinkedHashSet<>();
    names.add("messages.properties");
    names.add("messages_" + language.getLanguage() + ".properties");
    names.add("messages_" + language.toLanguageTag() + ".properties");
    return names;
  }

  private static void add(Reader from, Map<String, String> texts) throws IOException {
    try (Reader reader = from) {
      Properties properties = new Properties();
      properties.load(reader);
      properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    }
  }

  /**
   * A message with its places filled, in the form of {@link MessageFormat}; an apostrophe stands
   * for itself. Empty when there is none.
   */
  public Optional<String> text(String key, Object... values) {
    String pattern = texts.get(key);
    if (pattern == null || values.length == 0) {
      return Optional.ofNullable(pattern);
    }
    return Optional.of(new MessageFormat(pattern.replace("'", "''"), locale).format(values));
  }

  /** A message as it is written; null when there is none. */
  public String pattern(String key) {
    return texts.get(key);
  }

  /** Changes with any of them. */
  public String hash() {
    return Digest.brief(texts.toString());
  }

  /** All keys, sorted. */
  public Set<String> keys() {
    return texts.keySet();
  }

  /** All messages whose keys begin so, by the rest of their keys. */
  public Map<String, String> below(String prefix) {
    Map<String, String> found = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), text);
          }
        });
    return found;
  }
}
