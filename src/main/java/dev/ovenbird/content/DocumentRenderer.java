package dev.ovenbird.content;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.figures.FigureFiles;
import dev.ovenbird.figures.FigureScope;
import dev.ovenbird.figures.RenderedCode;
import dev.ovenbird.trace.Reads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbake.model.DocumentModel;
import org.jbake.parser.Engines;
import org.jbake.parser.MarkupEngine;
import org.jsoup.nodes.Entities;

/** Makes documents of those whose heads were read: their texts become HTML. Thread-safe. */
final class DocumentRenderer {
  private static final Pattern LINK_IN_HTML = Pattern.compile("(<a\\s[^>]*?href=\")([^\"]*)\"");

  private final SiteConfig config;
  private final Markdown markdown;
  private final AsciiDocText asciiDoc;
  private final References references;
  private final Shortcodes shortcodes;
  private final BuildCache cache;
  private final HeadReader heads;
  private final Embeds embeds;
  private final Reads reads;
  private final Diagnostics diagnostics;

  DocumentRenderer(
      SiteConfig config,
      Markdown markdown,
      AsciiDocText asciiDoc,
      References references,
      Shortcodes shortcodes,
      BuildCache cache,
      HeadReader heads,
      Embeds embeds,
      Reads reads,
      Diagnostics diagnostics) {
    this.embeds = embeds;
    this.config = config;
    this.markdown = markdown;
    this.asciiDoc = asciiDoc;
    this.references = references;
    this.shortcodes = shortcodes;
    this.cache = cache;
    this.heads = heads;
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  Document render(SourceDocument source) {
    FigureFiles figures = new FigureFiles();
    Reads.Recorded<Document.Text> text = reads.record(() -> text(source, figures));
    return new Document(source, source.model(), figures, text.inputs(), null, text::result, reads);
  }

  /**
   * A document whose text would become what an earlier build made of it. It is made again only if
   * somebody asks for it, and that is seldom: pages, too, are remembered.
   */
  Document remembered(SourceDocument source) {
    RememberedDocument remembered = source.remembered();
    FigureFiles figures = new FigureFiles();
    remembered.read().keySet().forEach(path -> figures.read().add(Path.of(path)));
    remembered.made().forEach((path, file) -> figures.made().put(path, Path.of(file)));
    return new Document(
        source,
        source.model(),
        figures,
        remembered.inputs().keySet(),
        remembered,
        () -> reads.record(() -> text(readAgain(source), new FigureFiles())).result(),
        reads);
  }

  SourceDocument readAgain(SourceDocument source) {
    try {
      return heads
          .read(source.file())
          .orElseThrow(
              () -> new IOException(source.file() + " was changed while the site was built"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document.Text text(SourceDocument source, FigureFiles figures) {
    List<WrittenLink> links = List.of();
    DocumentModel model = source.model();
    FrontMatter head = source.head();
    if (HeadReader.isMarkdown(source.file())) {
      TextLines lines = new TextLines(head.body(), head.bodyLine());
      Markdown.Rendered rendered =
          markdown.render(
              head.body(),
              lines,
              (link, place) -> references.resolve(source, link, place),
              scope(source, lines, figures));
      links = rendered.links();
      model.setBody(ShortcodeExpander.expand(rendered.html(), source, shortcodes, diagnostics));
    } else if (AsciiDoc.isExtension(HeadReader.extension(source.file()))) {
      if (head.body().contains("include::")) {
        // Where attributes name files, only Asciidoctor knows them: such a text is made each time.
        reads.read("include " + source.path());
      }
      model.setBody(resolved(source, RenderedCode.coloured(asciiDoc.html(source))));
    } else {
      MarkupEngine engine = (MarkupEngine) Engines.get(HeadReader.extension(source.file()));
      engine.processHeader(source.context());
      engine.processBody(source.context());
    }
    embeds.check(source, model.getBody());
    describe(model);
    return new Document.Text(model.getBody(), head, links);
  }

  /** Asciidoctor leads from each file to where it would put the other; permalinks are ours. */
  private String resolved(SourceDocument source, String html) {
    FrontMatter head = source.head();
    TextLines lines = new TextLines(head.body(), head.bodyLine());
    return LINK_IN_HTML
        .matcher(html)
        .replaceAll(
            link -> {
              String written = Entities.unescape(link.group(2));
              int at = head.body().indexOf(written.replaceFirst("\\.html(?=#|$)", ""));
              TextPlace place = lines.place(Math.max(0, at));
              String target = references.resolve(source, written, place);
              return Matcher.quoteReplacement(link.group(1) + Entities.escape(target) + "\"");
            });
  }

  private FigureScope scope(SourceDocument source, TextLines lines, FigureFiles figures) {
    return new FigureScope(
        source.file(),
        lines::line,
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
    TextFacts facts = TextFacts.of(model.getBody());
    model.putIfAbsent("words", facts.time().words());
    model.putIfAbsent("readingMinutes", facts.time().minutes());
    model.putIfAbsent("toc", Heading.contents(facts.headings()));
  }
}
