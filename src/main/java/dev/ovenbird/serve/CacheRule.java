package dev.ovenbird.serve;

import java.util.regex.Pattern;

/** How long a browser may keep a file without asking. */
final class CacheRule {
  /** The folders whose files bear the hash of their content in their names. */
  private static final Pattern HASHED =
      Pattern.compile("_ovenbird/(app|runtime|shards|packs|search)/.+");

  private CacheRule() {}

  /**
   * The value of {@code Cache-Control}.
   *
   * @param path from the site's root
   */
  static String of(String path) {
    return HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache";
  }
}
