package dev.ovenbird.content;

import dev.ovenbird.asciidoc.AsciiDoc;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.cache.FileStamp;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.parallel.Begun;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a site's content folder, in parallel: first all heads, which say where everything is
 * published, then the texts, which link to it.
 */
public final class ContentReader {
  /** What systems and editors leave behind; an editor's copy may be of a draft. */
  private static final Pattern HIDDEN =
      Pattern.compile("\\..*|.*~|#.*#|.*\\.(?:bak|orig|swp|tmp)|Thumbs\\.db");

  private final SiteConfig config;
  private final Visibility visibility;
  private final Messages messages;
  private final Shortcodes shortcodes;
  private final Memory memory;
  private final Inputs inputs;
  private final Reads reads;
  private final Diagnostics diagnostics;

  /**
   * What earlier builds left.
   *
   * @param documents by the paths of their files; empty when settings or code are others now
   * @param hashes of files
   * @param cache for figures that take long to make
   * @param asciiDoc which may have been started already
   */
  public record Memory(
      Map<String, RememberedDocument> documents,
      FileHashes hashes,
      BuildCache cache,
      AsciiDoc asciiDoc) {}

  /**
   * @param inputs of texts; links between documents are declared here
   * @param reads notes what is read of them
   * @param diagnostics takes what is wrong; wrong documents are left out
   */
  public ContentReader(
      SiteConfig config,
      Visibility visibility,
      Messages messages,
      Shortcodes shortcodes,
      Memory memory,
      Inputs inputs,
      Reads reads,
      Diagnostics diagnostics) {
    this.config = config;
    this.visibility = visibility;
    this.messages = messages;
    this.shortcodes = shortcodes;
    this.memory = memory;
    this.inputs = inputs;
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  /**
   * What a content folder holds.
   *
   * @param documents those that this build shows, sorted by file
   * @param files the others, such as images beside a post, sorted; they are copied as they are
   * @param wrong where those documents would be published that have a mistake in their head
   */
  public record Content(List<Document> documents, List<Path> files, Set<String> wrong) {}

  /**
   * Reads everything below the content folder; names that begin with a dot are left out, and so are
   * folders with a file {@code .jbakeignore}.
   */
  public Content read() throws IOException {
    Path folder = config.contentFolder();
    if (!Files.isDirectory(folder)) {
      diagnostics.error(
          folder,
          0,
          "There is no such folder.",
          "Put the site's posts and pages there, as .md files.");
      return new Content(List.of(), List.of(), Set.of());
    }
    // Its many parts take their time to be put together.
    try (Begun<Markdown> markdown =
        Begun.of(() -> new Markdown(new MarkdownDialect(config, messages, diagnostics)))) {
      return read(folder, markdown);
    }
  }

  private Content read(Path folder, Begun<Markdown> markdown) throws IOException {
    SortedMap<Path, FileStamp> all = walk(folder);
    List<Path> files = all.keySet().stream().filter(file -> !HeadReader.accepts(file)).toList();
    AsciiDocText asciiDoc = new AsciiDocText(config, messages, memory.asciiDoc(), diagnostics);
    HeadReader heads = new HeadReader(config, visibility, memory.hashes(), asciiDoc, diagnostics);
    List<SourceDocument> sources =
        InParallel.map(
                all.keySet().stream().filter(HeadReader::accepts).toList(),
                file -> read(heads, file, all.get(file)))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    References references =
        new References(
            sources,
            files.stream().map(this::path).collect(Collectors.toSet()),
            heads.wrongPaths(),
            reads,
            diagnostics);
    inputs.declare("link", references::target);
    DocumentRenderer renderer =
        new DocumentRenderer(
            config,
            markdown.result(),
            asciiDoc,
            references,
            shortcodes,
            memory.cache(),
            heads,
            new Embeds(config, diagnostics),
            reads,
            diagnostics);
    List<Document> documents =
        InParallel.map(
            sources.stream().filter(SourceDocument::shown).toList(),
            source -> document(source, renderer));
    return new Content(documents, files, heads.wrong());
  }

  private String path(Path file) {
    return config.contentFolder().relativize(file).toString().replace('\\', '/');
  }

  private Optional<SourceDocument> read(HeadReader heads, Path file, FileStamp stamp) {
    RememberedDocument remembered = memory.documents().get(file.toString());
    FileHashes hashes = memory.hashes();
    if (remembered != null) {
      String hash = hashes.known(file, stamp).orElseGet(() -> hashes.of(file));
      if (remembered.hash().equals(hash)) {
        return Optional.of(heads.remembered(file, path(file), remembered));
      }
    }
    try {
      return heads.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document document(SourceDocument source, DocumentRenderer renderer) {
    RememberedDocument remembered = source.remembered();
    if (remembered == null) {
      return renderer.render(source);
    }
    return remembered.isWhole(memory.hashes()) && inputs.areStill(remembered.inputs())
        ? renderer.remembered(source)
        : renderer.render(renderer.readAgain(source));
  }

  private static SortedMap<Path, FileStamp> walk(Path folder) throws IOException {
    SortedMap<Path, FileStamp> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
            return !inside.equals(folder) && isHidden(inside)
                    || Files.exists(inside.resolve(".jbakeignore"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
              found.put(file, FileStamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isHidden(Path file) {
    return HIDDEN.matcher(file.getFileName().toString()).matches();
  }
}
