package dev.ovenbird.render;

import dev.ovenbird.cache.Digest;
import freemarker.cache.TemplateLoader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Hashes of templates, by which a change of one is seen. Thread-safe. */
public final class TemplateHashes {
  private final TemplateLoader loader;

  /**
   * @param templates the site's own; need not exist
   */
  public TemplateHashes(Path templates) throws IOException {
    this.loader = TemplateSetup.loader(templates);
  }

  /** The hash of a template's text; null when there is none of that name. */
  public String of(String template) {
    try {
      Object source = loader.findTemplateSource(template.replaceFirst("^/+", ""));
      if (source == null) {
        return null;
      }
      StringWriter text = new StringWriter();
      try (Reader reader = loader.getReader(source, "UTF-8")) {
        reader.transferTo(text);
      } finally {
        loader.closeTemplateSource(source);
      }
      return Digest.brief(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
