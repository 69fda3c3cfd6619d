package dev.ovenbird.content;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.asciidoc.AsciiDocConverter;
import dev.ovenbird.asciidoc.AsciiDocConverter.Complaint;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.fetch.FetchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/**
 * Texts in AsciiDoc, with the settings that JBake gives Asciidoctor: {@code
 * asciidoctor.attributes}, {@code asciidoctor.option.*}, and the site's settings as attributes; and
 * with the theme's words. Thread-safe.
 */
final class AsciiDocText {
  /** What no mark of AsciiDoc is in. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ,;:?!/%&]*");

  /** Ends the value of an attribute that a document may set, too. */
  private static final String SOFT = "@";

  private final SiteConfig config;
  private final Messages messages;
  private final AsciiDoc asciiDoc;
  private final Diagnostics diagnostics;

  AsciiDocText(SiteConfig config, Messages messages, AsciiDoc asciiDoc, Diagnostics diagnostics) {
    this.config = config;
    this.messages = messages;
    this.asciiDoc = asciiDoc;
    this.diagnostics = diagnostics;
  }

  /** A title's plain text: its marks become signs, such as curly apostrophes. */
  String inline(Path file, String title) {
    if (PLAIN.matcher(title).matches()) {
      return title;
    }
    String html = convert(file, title, 0, Map.of(), Map.of("doctype", "inline"));
    return html.isEmpty() ? title : Jsoup.parseBodyFragment(html).text();
  }

  /** A document's text; empty where it cannot be converted, which is then told. */
  String html(SourceDocument source) {
    Map<String, Object> options = new HashMap<>();
    for (String key : config.jbake().getAsciidoctorOptionKeys()) {
      if (!key.isEmpty()) {
        options.put(key, config.jbake().getAsciidoctorOption(key));
      }
    }
    FrontMatter head = source.head();
    return convert(
        source.file(), head.body(), head.bodyLine(), attributes(source.model().getDate()), options);
  }

  private String convert(
      Path file,
      String text,
      int firstLine,
      Map<String, Object> attributes,
      Map<String, Object> options) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      AsciiDocConverter.Converted converted =
          asciiDoc.convert(new AsciiDocConverter.Source(text, folder, attributes, options));
      converted.complaints().forEach(each -> tell(file, firstLine, each));
      return converted.html();
    } catch (FetchException e) {
      diagnostics.error(file, 0, "This is AsciiDoc: " + e.getMessage(), e.hint());
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(Path file, int firstLine, Complaint complaint) {
    int line = complaint.line() == 0 ? 0 : firstLine - 1 + complaint.line();
    String message = "Asciidoctor says: " + complaint.message();
    // It has the path of a missing file from the root of this machine.
    message = message.replace(file.toAbsolutePath().getParent() + "/", "");
    if (complaint.error()) {
      diagnostics.error(file, line, message, "");
    } else {
      diagnostics.warning(file, line, message, "");
    }
  }

  private Map<String, Object> attributes(Date date) {
    Map<String, Object> attributes = new HashMap<>();
    if (config.jbake().getExportAsciidoctorAttributes()) {
      String prefix = config.jbake().getAttributesExportPrefixForAsciidoctor();
      config
          .forTemplates()
          .forEach(
              (key, value) -> {
                if (!key.startsWith("asciidoctor")) {
                  attributes.put(prefix + key, String.valueOf(value));
                }
              });
      // JBake lists what Java knows of this process, too.
      System.getProperties()
          .keySet()
          .forEach(key -> attributes.remove(prefix + key.toString().replace('.', '_')));
    }
    // Otherwise Asciidoctor has the present time in them, and the home of whoever builds.
    Instant day = date == null ? Instant.EPOCH : date.toInstant();
    for (String which : List.of("doc", "local")) {
      attributes.put(which + "date", written("yyyy-MM-dd", day));
      attributes.put(which + "time", written("HH:mm:ss Z", day));
      attributes.put(which + "datetime", written("yyyy-MM-dd HH:mm:ss Z", day));
      attributes.put(which + "year", written("yyyy", day));
    }
    attributes.put("user-home", ".");
    attributes.putAll(words());
    for (String set : config.jbake().getAsciidoctorAttributes()) {
      String[] parts = set.strip().split("=", 2);
      if (parts[0].startsWith("!") || parts[0].endsWith("!")) {
        attributes.put(parts[0].replace("!", ""), null);
      } else if (!parts[0].isEmpty()) {
        attributes.put(parts[0], parts.length == 1 ? "" : parts[1]);
      }
    }
    return attributes;
  }

  /** What Asciidoctor writes by itself, in the site's language; a document may say it otherwise. */
  private Map<String, Object> words() {
    Map<String, Object> words = new HashMap<>();
    messages.below("asciidoc.").forEach((name, text) -> words.put(name, text + SOFT));
    messages
        .below("admonition.")
        .forEach((kind, title) -> words.put(kind + "-caption", title + SOFT));
    return words;
  }

  private String written(String pattern, Instant day) {
    return DateTimeFormatter.ofPattern(pattern, config.locale())
        .withZone(config.timeZone())
        .format(day);
  }
}
