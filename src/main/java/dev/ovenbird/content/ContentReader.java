package dev.ovenbird.content;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a site's content folder, in parallel. */
public final class ContentReader {
  private static final Set<String> NOT_OURS = Set.of("Thumbs.db");

  private ContentReader() {}

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
   *
   * @param cache for figures that take long to make
   * @param diagnostics takes what is wrong; wrong documents are left out
   */
  public static Content read(
      SiteConfig config, Visibility visibility, BuildCache cache, Diagnostics diagnostics)
      throws IOException {
    Path folder = config.contentFolder();
    if (!Files.isDirectory(folder)) {
      diagnostics.error(
          folder,
          0,
          "There is no such folder.",
          "Put the site's posts and pages there, as .md files.");
      return new Content(List.of(), List.of(), Set.of());
    }
    DocumentParser parser = new DocumentParser(config, visibility, cache, diagnostics);
    List<Path> all = new ArrayList<>();
    walk(folder, all);
    List<Document> documents =
        all.parallelStream()
            .filter(DocumentParser::accepts)
            .map(file -> parse(parser, file))
            .flatMap(Optional::stream)
            .toList();
    List<Path> files = all.stream().filter(file -> !DocumentParser.accepts(file)).toList();
    return new Content(documents, files, parser.wrong());
  }

  private static Optional<Document> parse(DocumentParser parser, Path file) {
    try {
      return parser.parse(file);
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
