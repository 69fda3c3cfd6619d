package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCheckTest {
  @TempDir Path folder;

  private List<String> check(String settings, long bytes) throws IOException {
    Path source = Sites.write(folder.resolve("site"), Map.of("jbake.properties", settings));
    Path film = folder.resolve("film.mp4");
    try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
      file.setLength(bytes);
    }
    Diagnostics diagnostics = new Diagnostics();
    SiteFiles files = new SiteFiles(new FileHashes(Map.of()));
    files.copy("assets/film.mp4", film, diagnostics);
    HostCheck.check(files, SiteConfig.load(source, folder.resolve("output"), ""), diagnostics);
    return diagnostics.all().stream()
        .map(Diagnostic::toString)
        .map(text -> text.replace(folder + "/", "").replace(System.lineSeparator(), "\n"))
        .toList();
  }

  @Test
  void refusesAFileThatTheHostDoesNotTake() throws IOException {
    assertThat(check("ovenbird.host=cloudflare-pages", 26 << 20))
        .containsExactly(
            "film.mp4: error: assets/film.mp4 has 26.0 MiB; cloudflare-pages takes 25.0 MiB a file"
                + " at most.\n    Make it smaller or leave it out.");
    assertThat(check("ovenbird.host=github-pages", 26 << 20)).isEmpty();
    assertThat(check("ovenbird.host=github-pages", 101 << 20)).hasSize(1);
  }

  @Test
  void warnsOfItWhereNoHostIsSet() throws IOException {
    assertThat(check("", 26 << 20))
        .containsExactly(
            "film.mp4: warning: assets/film.mp4 has 26.0 MiB; some hosts take 25.0 MiB a file at"
                + " most.\n    Make it smaller or leave it out, or set ovenbird.host to a host that"
                + " takes it.");
    assertThat(check("", 25 << 20)).isEmpty();
  }

  @Test
  void knowsHostsByName() throws IOException {
    assertThat(check("ovenbird.host=cloudflare-page", 1))
        .containsExactly(
            "site/jbake.properties: error: ovenbird.host names no host that is known here:"
                + " cloudflare-page\n    Did you mean \"cloudflare-pages\"?");
  }
}
