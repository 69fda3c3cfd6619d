package dev.ovenbird.scaffold;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small site that bakes as it is. */
public final class NewSite {
  /** What is among the resources, and where it goes. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("jbake.properties", "jbake.properties");
    FILES.put("readme.md", "README.md");
    // Among our own resources, a .gitignore would hold for them.
    FILES.put("gitignore.txt", ".gitignore");
    FILES.put("about.md", "content/about.md");
    FILES.put("offline.md", "content/offline.md");
    FILES.put("first-post.md", "content/posts/first-post.md");
  }

  private NewSite() {}

  /**
   * Writes the site.
   *
   * @param folder is made, or is empty but for files whose names begin with a dot, such as {@code
   *     .git}
   * @param today the day of its first post
   * @return the files, in the order in which to read them
   * @throws InputException when something is there already; nothing was written then
   */
  public static List<Path> create(Path folder, LocalDate today) throws IOException {
    requireEmpty(folder);
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path target = folder.resolve(file.getValue());
      Files.createDirectories(target.getParent());
      if (!Files.exists(target)) {
        Files.writeString(target, text(file.getKey()).replace("{date}", today.toString()));
        written.add(target);
      }
    }
    return written;
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          Diagnostic.error(folder, 0, "This is a file.", "Name a folder that is to be made."));
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
        throw new InputException(
            Diagnostic.error(
                folder,
                0,
                "The folder is not empty.",
                "Name one that is to be made, or is empty."));
      }
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = NewSite.class.getResourceAsStream("site/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
