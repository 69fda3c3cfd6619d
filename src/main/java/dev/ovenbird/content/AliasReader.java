package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code aliases} in a head: addresses that a document had before. */
final class AliasReader {
  private static final String KEY = "aliases";

  private final Diagnostics diagnostics;

  AliasReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Paths from the site's root, decoded; empty, with a diagnostic, when one is wrong. */
  Optional<List<String>> read(Path file, FrontMatter head) {
    List<String> paths = new ArrayList<>();
    for (String alias : FrontMatter.list(head.values().get(KEY))) {
      if (alias.contains("://") || Arrays.asList(alias.split("/")).contains("..")) {
        diagnostics.add(
            Diagnostic.error(
                    file,
                    head.lineOf(KEY),
                    "An alias is no address of this site: " + alias,
                    "Write a path from the site's root, like /old/post.html or /old/post/.")
                .about(alias));
        return Optional.empty();
      }
      paths.add(path(alias));
    }
    return Optional.of(paths);
  }

  private static String path(String alias) {
    String path = URLDecoder.decode(alias.replace("+", "%2B"), StandardCharsets.UTF_8);
    path = path.replaceFirst("^/+", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      return path + "index.html";
    }
    // What has no extension is a folder: a host could not tell that such a file is a page.
    return name.contains(".") ? path : path + "/index.html";
  }
}
