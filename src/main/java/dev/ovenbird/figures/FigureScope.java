package dev.ovenbird.figures;

import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.NullableDataKey;
import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Where figures stand, and what they are made with.
 *
 * @param file the document
 * @param lines leads from an offset in its Markdown to the line of that file, counted from 1
 * @param uri where the document is published, from the site's root
 * @param siteFolder the site's
 * @param contentFolder where files are published from as they are
 * @param assetFolder likewise
 * @param cache for what takes long to make
 * @param diagnostics takes what is wrong
 * @param files takes what was read and made
 */
public record FigureScope(
    Path file,
    IntUnaryOperator lines,
    String uri,
    Path siteFolder,
    Path contentFolder,
    Path assetFolder,
    BuildCache cache,
    Diagnostics diagnostics,
    FigureFiles files) {
  /** Set on the parsed document before it is rendered. */
  public static final NullableDataKey<FigureScope> KEY = new NullableDataKey<>("FIGURE_SCOPE");

  /** The line of the file in which a node begins. */
  int line(Node node) {
    return lines.applyAsInt(node.getStartOffset());
  }

  /**
   * A file that the author names, from the document's folder or the site's; it counts as read. Null
   * where there is none inside the site.
   */
  Path find(String name) {
    for (Path folder : List.of(file.getParent(), siteFolder)) {
      Path found = folder.resolve(name).normalize();
      if (found.startsWith(siteFolder.normalize()) && Files.isRegularFile(found)) {
        files.read().add(found);
        return found;
      }
    }
    return null;
  }

  void error(int line, String message, String hint) {
    diagnostics.error(file, line, message, hint);
  }

  void warning(int line, String message, String hint) {
    diagnostics.warning(file, line, message, hint);
  }
}
