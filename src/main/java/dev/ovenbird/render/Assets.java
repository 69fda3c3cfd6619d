package dev.ovenbird.render;

import java.util.List;
import java.util.Map;

/** What templates may ask for besides pages. Implementations are thread-safe. */
public interface Assets {
  /** Where an asset is published, from the site's root; null when there is none of that name. */
  String publishedPath(String path);

  /**
   * Style sheets as one file, so that a page waits for one only.
   *
   * @param paths of assets, in the order in which their rules hold
   * @return its {@code path} from the site's root and its {@code integrity}; null when there is no
   *     asset of one of these names
   */
  Map<String, String> styles(List<String> paths);
}
