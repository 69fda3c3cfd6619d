package dev.ovenbird.serve;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a site is served.
 *
 * @param site the finished site
 * @param basePath the path of its home page; slashes around it are added
 * @param port 0 for any that is free
 * @param readsHeaders whether the host does as the site's {@code _headers} says
 * @param live whom to tell of builds: pages then get the script that listens, and no service
 *     worker; empty to serve the files as they are
 */
public record ServeOptions(
    Path site, String basePath, int port, boolean readsHeaders, Optional<LivePages> live) {

  public ServeOptions {
    String bare = basePath.replaceAll("^/+|/+$", "");
    basePath = bare.isEmpty() ? "/" : "/" + bare + "/";
  }

  /** The files as they are, by a host that sets no headers of its own. */
  public static ServeOptions of(Path site, String basePath, int port) {
    return new ServeOptions(site, basePath, port, false, Optional.empty());
  }
}
