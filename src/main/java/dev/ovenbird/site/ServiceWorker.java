package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.web.BrowserRuntime;
import dev.ovenbird.web.PrecacheEntry;
import dev.ovenbird.web.ServiceWorkerFile;
import java.io.IOException;
import java.util.function.Predicate;

/** The site's {@code sw.js}, and what it fetches ahead. */
final class ServiceWorker {
  static final String PATH = "sw.js";

  private ServiceWorker() {}

  /**
   * Added when all files but the report are there.
   *
   * @param kept takes a file from the output folder, if an earlier build left it there
   * @return bytes that a first visit fetches ahead
   */
  static long addTo(
      SiteFiles files,
      SiteConfig config,
      BrowserRuntime runtime,
      Isolation isolation,
      Predicate<String> kept,
      Diagnostics diagnostics)
      throws IOException {
    if (!config.hasServiceWorker()) {
      files.put(PATH, ServiceWorkerFile.removal(runtime));
      return 0;
    }
    Precache.Chosen precache = Precache.choose(files, diagnostics);
    ServiceWorkerFile.Isolation isolated =
        isolation.on()
            ? new ServiceWorkerFile.Isolation(isolation.except(), PageSecurity.OF_THREADS)
            : null;
    String archive = ShellArchive.addTo(files, precache.entries(), runtime, kept);
    files.put(
        PATH,
        ServiceWorkerFile.source(
            precache.entries(), archive, precache.others(), isolated, runtime));
    long bytes = files.size(archive);
    for (PrecacheEntry entry : precache.entries()) {
      if (ShellArchive.isOfEachPage(entry.path(), runtime)) {
        bytes += files.size(entry.path());
      }
    }
    return bytes;
  }
}
