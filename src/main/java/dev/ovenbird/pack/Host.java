package dev.ovenbird.pack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a site is published, and what is too much there.
 *
 * <p>Sources: the hosts' own pages on limits, read in November 2026.
 */
public enum Host {
  /** What is safe everywhere; Netlify names no limit, so the strictest of the others holds. */
  ANY("any", 25L << 20, 20_000),
  CLOUDFLARE_PAGES("cloudflare-pages", 25L << 20, 20_000),
  GITHUB_PAGES("github-pages", 100L << 20, Integer.MAX_VALUE),
  NETLIFY("netlify", 25L << 20, Integer.MAX_VALUE);

  private final String id;
  private final long fileBytes;
  private final int files;

  Host(String id, long fileBytes, int files) {
    this.id = id;
    this.fileBytes = fileBytes;
    this.files = files;
  }

  /** Its name in settings. */
  public String id() {
    return id;
  }

  /** The largest file it takes, in bytes. */
  public long fileBytes() {
    return fileBytes;
  }

  /** How many files it takes. */
  public int files() {
    return files;
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(Host::id).toList();
  }

  public static Optional<Host> of(String id) {
    return Arrays.stream(values()).filter(host -> host.id.equals(id)).findFirst();
  }
}
