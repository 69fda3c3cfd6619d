package dev.ovenbird.web;

/**
 * A file that the service worker fetches ahead.
 *
 * @param path from the site's root, percent-encoded
 * @param revision changes with the content; null where the path itself does
 */
public record PrecacheEntry(String path, String revision) {
  public static PrecacheEntry immutable(String path) {
    return new PrecacheEntry(path, null);
  }

  public static PrecacheEntry revisioned(String path, String revision) {
    return new PrecacheEntry(path, revision);
  }
}
