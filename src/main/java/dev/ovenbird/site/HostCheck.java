package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.pack.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds what the site's host would refuse, before it is published. */
final class HostCheck {
  static final String SETTING = "ovenbird.host";

  private HostCheck() {}

  /** Where no host is set, what not all of them take is a warning. */
  static void check(SiteFiles files, SiteConfig config, Diagnostics diagnostics)
      throws IOException {
    Path settings = config.source().resolve(SiteConfig.FILE);
    String id = config.text(SETTING, "");
    Host host = id.isEmpty() ? Host.ANY : Host.of(id).orElse(null);
    if (host == null) {
      diagnostics.error(
          settings,
          0,
          SETTING + " names no host that is known here: " + id,
          Suggestion.orList(id, Host.ids()));
      return;
    }
    for (String path : files.paths()) {
      long size = files.size(path);
      if (size > host.fileBytes()) {
        tell(
            diagnostics,
            id,
            files.origin(path),
            path
                + " has "
                + mebibytes(size)
                + "; "
                + name(host)
                + " "
                + mebibytes(host.fileBytes())
                + " a file at most.",
            "Make it smaller or leave it out"
                + (id.isEmpty() ? ", or set " + SETTING + " to a host that takes it." : "."));
      }
    }
    if (files.paths().size() > host.files()) {
      tell(
          diagnostics,
          id,
          settings,
          "The site has "
              + files.paths().size()
              + " files; "
              + name(host)
              + " "
              + host.files()
              + " at most.",
          "Leave some out, or publish elsewhere and set " + SETTING + ".");
    }
  }

  private static void tell(
      Diagnostics diagnostics, String id, Path file, String message, String hint) {
    if (id.isEmpty()) {
      diagnostics.warning(file, 0, message, hint);
    } else {
      diagnostics.error(file, 0, message, hint);
    }
  }

  private static String name(Host host) {
    return host == Host.ANY ? "some hosts take" : host.id() + " takes";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
