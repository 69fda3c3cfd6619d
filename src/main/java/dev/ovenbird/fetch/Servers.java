package dev.ovenbird.fetch;

/** Whom to ask for files. Thread-safe. */
record Servers(Downloader downloader, Hub hub, NpmRegistry npm, MavenRepository maven) {
  static Servers of(FetchSettings settings, Downloader downloader) {
    return new Servers(
        downloader,
        new Hub(settings.hub(), settings.token(), downloader),
        new NpmRegistry(settings, downloader),
        new MavenRepository(settings, downloader));
  }
}
