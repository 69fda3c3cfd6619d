package dev.ovenbird.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Addresses inside the site, from its root: {@code posts/a.html}, {@code 2026/a/}. */
public final class SiteAddress {
  private SiteAddress() {}

  /** The way from one page to another page or file, as short as it is. */
  public static String relative(String from, String to) {
    List<String> fromFolders = folders(from);
    List<String> toFolders = folders(to);
    int shared = 0;
    while (shared < fromFolders.size()
        && shared < toFolders.size()
        && fromFolders.get(shared).equals(toFolders.get(shared))) {
      shared++;
    }
    String name = to.substring(to.lastIndexOf('/') + 1);
    String way =
        "../".repeat(fromFolders.size() - shared)
            + String.join(
                "", toFolders.subList(shared, toFolders.size()).stream().map(f -> f + "/").toList())
            + name;
    return way.isEmpty() ? "./" : way;
  }

  /** The way from a page to the site's root: {@code ../}, or empty. */
  public static String root(String from) {
    return "../".repeat(folders(from).size());
  }

  /**
   * Follows a relative path.
   *
   * @param from a page or a file
   * @return the path from the root; null when it leads above the root
   */
  public static String resolve(String from, String relative) {
    List<String> parts = new ArrayList<>(folders(from));
    List<String> steps = Arrays.asList(relative.split("/", -1));
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (step.equals("..")) {
        if (parts.isEmpty()) {
          return null;
        }
        parts.remove(parts.size() - 1);
      } else if (!step.equals(".") && (!step.isEmpty() || last)) {
        parts.add(step);
        continue;
      }
      if (last && !parts.isEmpty()) {
        parts.add("");
      }
    }
    return String.join("/", parts);
  }

  private static List<String> folders(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? List.of() : List.of(path.substring(0, slash).split("/"));
  }
}
