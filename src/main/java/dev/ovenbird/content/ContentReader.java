package dev.ovenbird.content;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a site's content folder, in parallel: first all heads, which say where everything is
 * published, then the texts, which link to it.
 */
public final class ContentReader {
  private static final Set<String> NOT_OURS = Set.of("Thumbs.db");

  private final SiteConfig config;
  private final Visibility visibility;
  private final Messages messages;
  private final Shortcodes shortcodes;
  private final BuildCache cache;
  private final Diagnostics diagnostics;

  /**
   * @param cache for figures that take long to make
   * @param diagnostics takes what is wrong; wrong documents are left out
   */
  public ContentReader(
      SiteConfig config,
      Visibility visibility,
      Messages messages,
      Shortcodes shortcodes,
      BuildCache cache,
      Diagnostics diagnostics) {
    this.config = config;
    this.visibility = visibility;
    this.messages = messages;
    this.shortcodes = shortcodes;
    this.cache = cache;
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
    List<Path> all = new ArrayList<>();
    walk(folder, all);
    List<Path> files = all.stream().filter(file -> !HeadReader.accepts(file)).toList();
    HeadReader heads = new HeadReader(config, visibility, diagnostics);
    List<SourceDocument> sources =
        all.parallelStream()
            .filter(HeadReader::accepts)
            .map(file -> read(heads, file))
            .flatMap(Optional::stream)
            .toList();
    References references =
        new References(
            sources,
            files.stream()
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.toSet()),
            heads.wrongPaths(),
            diagnostics);
    Map<String, String> titles = messages.below("admonition.");
    Markdown markdown = new Markdown(new MarkdownDialect(config, titles, diagnostics));
    DocumentRenderer renderer =
        new DocumentRenderer(config, markdown, references, shortcodes, cache, diagnostics);
    List<Document> documents =
        sources.parallelStream().filter(SourceDocument::shown).map(renderer::render).toList();
    return new Content(documents, files, heads.wrong());
  }

  private static Optional<SourceDocument> read(HeadReader heads, Path file) {
    try {
      return heads.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void walk(Path folder, List<Path> files) throws IOException {
    if (Files.exists(folder.resolve(".jbakeignore"))) {
      return;
    }
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children = listed.sorted().toList();
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      if (name.startsWith(".") || NOT_OURS.contains(name)) {
        continue;
      }
      if (Files.isDirectory(child)) {
        walk(child, files);
      } else {
        files.add(child);
      }
    }
  }
}
