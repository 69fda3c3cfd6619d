package dev.ovenbird.content;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;
import org.jbake.parser.Engines;
import org.jbake.parser.ErrorEngine;
import org.jbake.parser.ParserContext;

/** Reads the heads of documents, and finds what is wrong with them. Thread-safe. */
final class HeadReader {
  /** When a document was last revised, beside the day on which it was published. */
  private static final String UPDATED = "updated";

  /** As other generators have it; {@code status} is JBake's. */
  private static final String DRAFT = "draft";

  private static final String ISO_DAY = "yyyy-MM-dd";
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  /** What neither HTML nor XML may have. */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F]");

  /** What Java puts in the place of bytes that it cannot read. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final Set<String> MARKDOWN = Set.of("md", "markdown");
  private static final List<String> STATUSES = List.of("draft", "published", "published-date");

  /** What has a meaning of its own, and so is no misspelling of another key. */
  private static final Set<String> KEYS =
      Set.of(
          "title", "date", "type", "status", DRAFT, "tags", "summary", "series", "part", "slug",
          UPDATED);

  private static final List<String> SWITCH = List.of("on", "off");

  private final SiteConfig config;
  private final Visibility visibility;
  private final FileHashes hashes;
  private final AsciiDocText asciiDoc;
  private final Diagnostics diagnostics;
  private final FrontMatterParser heads;
  private final DateParser dates;
  private final Charset encoding;
  private final Permalinks permalinks;
  private final Set<String> types;
  private final Set<String> wrong = new ConcurrentSkipListSet<>();
  private final Set<String> wrongPaths = new ConcurrentSkipListSet<>();

  HeadReader(
      SiteConfig config,
      Visibility visibility,
      FileHashes hashes,
      AsciiDocText asciiDoc,
      Diagnostics diagnostics) {
    this.hashes = hashes;
    this.asciiDoc = asciiDoc;
    this.config = config;
    this.visibility = visibility;
    this.diagnostics = diagnostics;
    this.permalinks = new Permalinks(config);
    this.types = config.documentTypes();
    this.heads = new FrontMatterParser(config.text("header.separator", "~~~~~~"));
    this.dates = dates();
    this.encoding = encoding();
    permalinks.check(diagnostics);
  }

  private DateParser dates() {
    String format = config.text("date.format", ISO_DAY);
    try {
      return new DateParser(format, config.timeZone(), config.locale());
    } catch (IllegalArgumentException e) {
      diagnostics.add(
          config
              .wrong(
                  "date.format",
                  "This is no pattern of dates: " + format,
                  "Write it like yyyy-MM-dd or dd.MM.yyyy.")
              .about(format));
      return new DateParser(ISO_DAY, config.timeZone(), config.locale());
    }
  }

  private Charset encoding() {
    String name = config.text("render.encoding", "UTF-8");
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      diagnostics.add(
          config
              .wrong("render.encoding", "There is no such encoding: " + name, "Write UTF-8.")
              .about(name));
      return StandardCharsets.UTF_8;
    }
  }

  /** Whether a file of this name is a document; anything else is copied as it is. */
  static boolean accepts(Path file) {
    String extension = extension(file);
    return MARKDOWN.contains(extension)
        || AsciiDoc.isExtension(extension)
        || Engines.getRecognizedExtensions().contains(extension)
            && !(Engines.get(extension) instanceof ErrorEngine);
  }

  /** The document in a file; empty when it is wrong. */
  Optional<SourceDocument> read(Path file) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    byte[] bytes = Files.readAllBytes(file);
    String hash = hashes.note(file, stamp, bytes);
    String text = decode(file, bytes);
    if (text == null) {
      return Optional.empty();
    }
    String path = config.contentFolder().relativize(file).toString().replace('\\', '/');
    Optional<SourceDocument> document = read(file, path, text, hash);
    if (document.isEmpty()) {
      wrong.add(URLDecoder.decode(permalinks.jbakeUri(path), StandardCharsets.UTF_8));
      wrongPaths.add(path);
    }
    return document;
  }

  private Optional<SourceDocument> read(Path file, String path, String text, String hash) {
    List<String> lines =
        AsciiDoc.isExtension(extension(file)) ? List.of(text.split("\n", -1)) : List.of();
    FrontMatter head =
        AsciiDocHead.isHead(lines)
            ? AsciiDocHead.parse(lines, title -> asciiDoc.inline(file, title))
            : heads.parse(file, text, diagnostics);
    if (head == null) {
      return Optional.empty();
    }
    // The engine's context makes the model; the head's own lines are no longer of interest to it.
    ParserContext context = new ParserContext(file.toFile(), List.of(), config.jbake(), true);
    DocumentModel model = context.getDocumentModel();
    if (!fill(file, head, model)) {
      return Optional.empty();
    }
    String status = model.getStatus();
    boolean shown = visibility.shows(model);
    String jbakeUri = permalinks.place(file, path, head, model, diagnostics);
    Optional<List<String>> aliases = new AliasReader(diagnostics).read(file, head);
    if (jbakeUri == null || aliases.isEmpty()) {
      return Optional.empty();
    }
    model.setFile(file.toString());
    model.setSha1(hash);
    model.setCached(true);
    model.setRendered(false);
    model.setBody(head.body());
    return Optional.of(
        new SourceDocument(
            file, path, head, context, status, shown, jbakeUri, aliases.get(), null));
  }

  /** A document whose file is what it was when an earlier build read it; it is not read again. */
  SourceDocument remembered(Path file, String path, RememberedDocument remembered) {
    ParserContext context = new ParserContext(file.toFile(), List.of(), config.jbake(), true);
    DocumentModel model = context.getDocumentModel();
    model.putAll(remembered.head());
    model.setStatus(remembered.status());
    boolean shown = visibility.shows(model);
    model.setFile(file.toString());
    model.setSha1(remembered.hash());
    model.setCached(true);
    model.setRendered(false);
    FrontMatter head = new FrontMatter(Map.of("status", remembered.status()), Map.of(), "", 1);
    return new SourceDocument(
        file,
        path,
        head,
        context,
        remembered.status(),
        shown,
        remembered.jbakeUri(),
        remembered.aliases(),
        remembered);
  }

  /**
   * The text in a file, with lines that end as in Unix and without characters that no page may
   * have; null when it is in another encoding.
   */
  private String decode(Path file, byte[] bytes) {
    try {
      String text = new String(bytes, encoding);
      if (text.indexOf(REPLACEMENT) >= 0) {
        // It may stand in the file, or in the place of what is none of the encoding's characters.
        encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
      }
      String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return plain(file, unmarked);
    } catch (CharacterCodingException e) {
      diagnostics.error(
          file, 0, "The file is not " + encoding + ".", "Save it as " + encoding + ".");
      return null;
    }
  }

  private String plain(Path file, String text) {
    if (!hasControls(text)) {
      return text;
    }
    String lines = LINE_BREAK.matcher(text).replaceAll("\n");
    Matcher control = CONTROL.matcher(lines);
    while (control.find()) {
      long line = 1 + lines.substring(0, control.start()).chars().filter(c -> c == '\n').count();
      diagnostics.warning(
          file,
          (int) line,
          "A control character is left out: U+%04X".formatted((int) control.group().charAt(0)),
          "Delete it; editors show it as a box, or not at all.");
    }
    return control.replaceAll("");
  }

  /** Whether there are characters that control something, other than a tab or the end of a line. */
  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n' && c != '\t'
          || c >= '\u007F' && (c <= '\u0085' || c == '\u2028' || c == '\u2029')) {
        return true;
      }
    }
    return false;
  }

  private boolean fill(Path file, FrontMatter head, DocumentModel model) {
    boolean good = true;
    for (Map.Entry<String, Object> entry : head.values().entrySet()) {
      String key = entry.getKey();
      switch (key) {
        case ModelAttributes.DATE ->
            good &= date(file, head, key, entry.getValue(), model::setDate);
        case UPDATED ->
            good &= date(file, head, key, entry.getValue(), day -> model.put(UPDATED, day));
        case ModelAttributes.TITLE -> good &= title(file, head, entry.getValue(), model);
        case ModelAttributes.TAGS -> model.setTags(tags(entry.getValue()));
        case ModelAttributes.STATUS, ModelAttributes.TYPE ->
            model.put(key, Objects.toString(entry.getValue(), ""));
        default -> model.put(key, entry.getValue());
      }
    }
    String draft = Objects.toString(head.values().get(DRAFT), "");
    if (draft.equals("true")) {
      model.setStatus("draft");
    } else if (model.getStatus().isEmpty()) {
      model.setStatus(draft.equals("false") ? "published" : config.text("default.status", ""));
    }
    if (model.getType().isEmpty()) {
      model.setType(config.text("default.type", ""));
    }
    good &= draft.isEmpty() || isOneOf(file, head, DRAFT, draft, List.of("true", "false"));
    good &= isOneOf(file, head, "status", model.getStatus(), STATUSES);
    good &= isOneOf(file, head, "type", model.getType(), types);
    Object isolation = model.getOrDefault("isolation", "on");
    good &= isOneOf(file, head, "isolation", isolation.toString(), SWITCH);
    if (good && "post".equals(model.getType()) && model.getDate() == null) {
      missing(
          file,
          head,
          "date",
          "The post has no date.",
          "Add a line like date=2026-01-31; a file's own date differs on every machine.");
      good = false;
    }
    if (good && (model.getTitle() == null || model.getTitle().isBlank())) {
      missing(file, head, "title", "The document has no title.", "Add title=…");
      good = false;
    }
    return good;
  }

  /** Complains about a key that is missing, at the line of one that may be it, misspelt. */
  private void missing(Path file, FrontMatter head, String key, String message, String hint) {
    Optional<String> misspelt =
        head.values().keySet().stream()
            .filter(other -> !KEYS.contains(other))
            .filter(other -> !Suggestion.forWord(other, List.of(key)).isEmpty())
            .findFirst();
    misspelt.ifPresentOrElse(
        other ->
            diagnostics.error(
                file, head.lineOf(other), other, message, Suggestion.forWord(other, List.of(key))),
        () -> diagnostics.error(file, head.lineOf("type"), message, hint));
  }

  private boolean date(
      Path file, FrontMatter head, String key, Object value, Consumer<Date> taker) {
    Optional<Date> date = dates.parse(String.valueOf(value).strip());
    date.ifPresentOrElse(
        taker,
        () ->
            diagnostics.error(
                file,
                head.lineOf(key),
                String.valueOf(value),
                "This is no date: " + value,
                "Dates are written as " + config.text("date.format", ISO_DAY) + "."));
    return date.isPresent();
  }

  private boolean title(Path file, FrontMatter head, Object value, DocumentModel model) {
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      diagnostics.error(
          file,
          head.lineOf(ModelAttributes.TITLE),
          "The title is no text, but a list or a table of YAML.",
          "Put it into quotes: title: \"…\"");
      return false;
    }
    model.setTitle(Objects.toString(value, ""));
    return true;
  }

  private boolean isOneOf(
      Path file, FrontMatter head, String key, String value, Collection<String> known) {
    if (known.contains(value)) {
      return true;
    }
    if (head.values().isEmpty()) {
      diagnostics.error(
          file,
          1,
          "The document has no front matter.",
          "Begin with lines like title=My post, type=post and status=published, and end them with "
              + config.text("header.separator", "~~~~~~")
              + "; or write YAML between two lines ---.");
      return false;
    }
    if (value.isEmpty()) {
      missing(
          file,
          head,
          key,
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
    boolean sanitize = config.isTrue("tag.sanitize", false);
    return FrontMatter.list(value).stream()
        .map(name -> sanitize ? name.replace(' ', '-') : name)
        .distinct()
        .toArray(String[]::new);
  }

  /** Which documents have a mistake in their head, by their paths from the content folder. */
  Set<String> wrongPaths() {
    return wrongPaths;
  }

  /** Where documents with a mistake in their head would be published, decoded. */
  Set<String> wrong() {
    return wrong;
  }

  static boolean isMarkdown(Path file) {
    return MARKDOWN.contains(extension(file));
  }

  static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
