package dev.ovenbird.content;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.figures.FigureFiles;
import dev.ovenbird.figures.FigureScope;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;
import org.jbake.parser.Engines;
import org.jbake.parser.ErrorEngine;
import org.jbake.parser.MarkupEngine;
import org.jbake.parser.ParserContext;

/** Makes documents of files. Thread-safe. */
final class DocumentParser {
  private static final Set<String> MARKDOWN = Set.of("md", "markdown");
  private static final List<String> STATUSES = List.of("draft", "published", "published-date");
  private static final List<String> SWITCH = List.of("on", "off");

  private final SiteConfig config;
  private final Visibility visibility;
  private final BuildCache cache;
  private final Diagnostics diagnostics;
  private final FrontMatterParser heads;
  private final DateParser dates;
  private final FlexmarkEngine markdown = new FlexmarkEngine();
  private final Set<String> wrong = new ConcurrentSkipListSet<>();

  DocumentParser(
      SiteConfig config, Visibility visibility, BuildCache cache, Diagnostics diagnostics) {
    this.config = config;
    this.visibility = visibility;
    this.cache = cache;
    this.diagnostics = diagnostics;
    this.heads = new FrontMatterParser(config.text("header.separator", "~~~~~~"));
    this.dates =
        new DateParser(
            config.text("date.format", "yyyy-MM-dd"), config.timeZone(), config.locale());
  }

  /** Whether a file of this name is a document; anything else is copied as it is. */
  static boolean accepts(Path file) {
    String extension = extension(file);
    return MARKDOWN.contains(extension)
        || Engines.getRecognizedExtensions().contains(extension)
            && !(Engines.get(extension) instanceof ErrorEngine);
  }

  /** The document in a file; empty when it is not published or wrong. */
  Optional<Document> parse(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = decode(file, bytes);
    if (text == null) {
      return Optional.empty();
    }
    List<String> lines = Arrays.asList(text.split("\\R", -1));
    FrontMatter head = heads.parse(file, lines, diagnostics);
    if (head == null) {
      wrong.add(URLDecoder.decode(uri(file), StandardCharsets.UTF_8));
      return Optional.empty();
    }
    // The engine's context makes the model; the head's own lines are no longer of interest to it.
    ParserContext context = new ParserContext(file.toFile(), List.of(), config.jbake(), true);
    DocumentModel model = context.getDocumentModel();
    if (!fill(file, head, model)) {
      wrong.add(URLDecoder.decode(uri(file), StandardCharsets.UTF_8));
      return Optional.empty();
    }
    if (!visibility.shows(model)) {
      return Optional.empty();
    }
    place(file, bytes, model);
    model.setBody(head.body());
    FigureFiles figures = new FigureFiles();
    if (MARKDOWN.contains(extension(file))) {
      List<String> extensions = config.jbake().getMarkdownExtensions();
      model.setBody(markdown.render(extensions, head.body(), scope(file, head, figures)));
    } else {
      MarkupEngine engine = (MarkupEngine) Engines.get(extension(file));
      engine.processHeader(context);
      engine.processBody(context);
    }
    return Optional.of(new Document(file, model, head.body(), head.bodyLine(), figures));
  }

  private String decode(Path file, byte[] bytes) {
    Charset encoding = Charset.forName(config.text("render.encoding", "UTF-8"));
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      diagnostics.error(
          file, 0, "The file is not " + encoding + ".", "Save it as " + encoding + ".");
      return null;
    }
  }

  private FigureScope scope(Path file, FrontMatter head, FigureFiles figures) {
    return new FigureScope(
        file,
        head.bodyLine(),
        URLDecoder.decode(uri(file), StandardCharsets.UTF_8),
        config.contentFolder(),
        config.assetFolder(),
        cache,
        diagnostics,
        figures);
  }

  private boolean fill(Path file, FrontMatter head, DocumentModel model) {
    boolean good = true;
    for (Map.Entry<String, Object> entry : head.values().entrySet()) {
      String key = entry.getKey();
      switch (key) {
        case ModelAttributes.DATE -> good &= date(file, head, model, entry.getValue());
        case ModelAttributes.TAGS -> model.setTags(tags(entry.getValue()));
        default -> model.put(key, entry.getValue());
      }
    }
    if (model.getStatus().isEmpty()) {
      model.setStatus(config.text("default.status", ""));
    }
    if (model.getType().isEmpty()) {
      model.setType(config.text("default.type", ""));
    }
    good &= isOneOf(file, head, "status", model.getStatus(), STATUSES);
    good &= isOneOf(file, head, "type", model.getType(), config.documentTypes());
    Object isolation = model.getOrDefault("isolation", "on");
    good &= isOneOf(file, head, "isolation", isolation.toString(), SWITCH);
    if (good && "post".equals(model.getType()) && model.getDate() == null) {
      diagnostics.error(
          file,
          head.lineOf("type"),
          "The post has no date.",
          "Add a line like date=2026-01-31; a file's own date differs on every machine.");
      good = false;
    }
    if (good && (model.getTitle() == null || model.getTitle().isBlank())) {
      diagnostics.error(file, head.lineOf("title"), "The document has no title.", "Add title=…");
      good = false;
    }
    return good;
  }

  private boolean date(Path file, FrontMatter head, DocumentModel model, Object value) {
    Optional<Date> date = dates.parse(String.valueOf(value).strip());
    date.ifPresentOrElse(
        model::setDate,
        () ->
            diagnostics.error(
                file,
                head.lineOf(ModelAttributes.DATE),
                String.valueOf(value),
                "This is no date: " + value,
                "Dates are written as " + config.text("date.format", "yyyy-MM-dd") + "."));
    return date.isPresent();
  }

  private boolean isOneOf(
      Path file, FrontMatter head, String key, String value, Collection<String> known) {
    if (known.contains(value)) {
      return true;
    }
    if (value.isEmpty()) {
      diagnostics.error(
          file,
          1,
          "The front matter sets no " + key + ".",
          "Add "
              + key
              + "="
              + known.iterator().next()
              + " or another of: "
              + String.join(", ", known));
    } else {
      diagnostics.add(
          Diagnostic.error(
                  file,
                  head.lineOf(key),
                  "Unknown " + key + ": " + value,
                  Suggestion.orList(value, known))
              .aboutLast(value));
    }
    return false;
  }

  private String[] tags(Object value) {
    List<String> names =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(value).split(","));
    boolean sanitize = Boolean.parseBoolean(config.text("tag.sanitize", "false"));
    return names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> sanitize ? name.replace(' ', '-') : name)
        .distinct()
        .toArray(String[]::new);
  }

  /** Where documents with a mistake in their head would be published, decoded. */
  Set<String> wrong() {
    return wrong;
  }

  private void place(Path file, byte[] bytes, DocumentModel model) {
    String uri = uri(file);
    model.setUri(uri);
    model.setSourceUri(uri);
    if (hasNoExtension(path(file))) {
      model.setNoExtensionUri(uri.substring(0, uri.lastIndexOf('/') + 1));
    }
    model.setRootPath("../".repeat((int) uri.chars().filter(c -> c == '/').count()));
    model.setFile(file.toString());
    model.setSha1(Digest.hex(bytes));
    model.setCached(true);
    model.setRendered(false);
  }

  private String path(Path file) {
    return config.contentFolder().relativize(file).toString().replace('\\', '/');
  }

  /** Where a document is published, in JBake's way: its file's name is percent-encoded. */
  private String uri(Path file) {
    String path = path(file);
    int slash = path.lastIndexOf('/');
    String name =
        URLEncoder.encode(path.substring(slash + 1, path.lastIndexOf('.')), StandardCharsets.UTF_8);
    return path.substring(0, slash + 1)
        + name
        + (hasNoExtension(path) ? "/index" : "")
        + config.outputExtension();
  }

  private boolean hasNoExtension(String path) {
    String prefix = config.text("uri.noExtension.prefix", "");
    return Boolean.parseBoolean(config.text("uri.noExtension", "false"))
        && !prefix.isEmpty()
        && ("/" + path).startsWith(prefix);
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
