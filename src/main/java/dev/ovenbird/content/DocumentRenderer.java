package dev.ovenbird.content;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.figures.FigureFiles;
import dev.ovenbird.figures.FigureScope;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jbake.model.DocumentModel;
import org.jbake.parser.Engines;
import org.jbake.parser.MarkupEngine;

/** Makes documents of those whose heads were read: their texts become HTML. Thread-safe. */
final class DocumentRenderer {
  private final SiteConfig config;
  private final Markdown markdown;
  private final References references;
  private final Shortcodes shortcodes;
  private final BuildCache cache;
  private final Diagnostics diagnostics;

  DocumentRenderer(
      SiteConfig config,
      Markdown markdown,
      References references,
      Shortcodes shortcodes,
      BuildCache cache,
      Diagnostics diagnostics) {
    this.config = config;
    this.markdown = markdown;
    this.references = references;
    this.shortcodes = shortcodes;
    this.cache = cache;
    this.diagnostics = diagnostics;
  }

  Document render(SourceDocument source) {
    List<WrittenLink> links = List.of();
    FigureFiles figures = new FigureFiles();
    DocumentModel model = source.model();
    FrontMatter head = source.head();
    if (HeadReader.isMarkdown(source.file())) {
      Markdown.Rendered rendered =
          markdown.render(
              head.body(),
              head.bodyLine(),
              (link, place) -> references.resolve(source, link, place),
              scope(source, figures));
      links = rendered.links();
      model.setBody(ShortcodeExpander.expand(rendered.html(), source, shortcodes, diagnostics));
    } else {
      MarkupEngine engine = (MarkupEngine) Engines.get(HeadReader.extension(source.file()));
      engine.processHeader(source.context());
      engine.processBody(source.context());
    }
    describe(model);
    return new Document(
        source.file(),
        model,
        head.body(),
        head.bodyLine(),
        head.lines(),
        links,
        source.aliases(),
        figures);
  }

  private FigureScope scope(SourceDocument source, FigureFiles figures) {
    return new FigureScope(
        source.file(),
        source.head().bodyLine(),
        URLDecoder.decode(source.model().getUri(), StandardCharsets.UTF_8),
        config.source(),
        config.contentFolder(),
        config.assetFolder(),
        cache,
        diagnostics,
        figures);
  }

  /** Facts about the text that templates show. What the head says goes before what was counted. */
  private static void describe(DocumentModel model) {
    ReadingTime time = ReadingTime.of(model.getBody());
    model.putIfAbsent("words", time.words());
    model.putIfAbsent("readingMinutes", time.minutes());
    model.putIfAbsent("toc", Heading.contents(Heading.of(model.getBody())));
  }
}
