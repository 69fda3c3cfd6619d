package dev.ovenbird.figures;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The files of one document's figures. Thread-safe. */
public final class FigureFiles {
  private final Set<Path> read = new ConcurrentSkipListSet<>();
  private final Map<String, Path> made = new ConcurrentSkipListMap<>();

  /** Files that figures were made of: the document is to be parsed anew when one changes. */
  public Set<Path> read() {
    return read;
  }

  /** Files that figures refer to, by their paths from the site's root; they lie in the cache. */
  public Map<String, Path> made() {
    return made;
  }
}
