package dev.ovenbird.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostHeadersTest {
  @TempDir Path site;

  @Test
  void joinsAllRulesThatMatch() throws IOException {
    Files.writeString(
        site.resolve("_headers"),
        """
        # A comment
        /repo/*
          X-Frame-Options: DENY
          Embedder: credentialless
        /repo/plain.html
          Embedder: unsafe-none

        /repo/:folder/app/*
          Cache-Control: public, max-age=31536000
        """);
    HostHeaders headers = HostHeaders.of(site);
    assertThat(headers.of("/repo/plain.html"))
        .isEqualTo(Map.of("X-Frame-Options", "DENY", "Embedder", "credentialless, unsafe-none"));
    assertThat(headers.of("/repo/x/app/a.js"))
        .containsEntry("cache-control", "public, max-age=31536000");
    assertThat(headers.of("/repo/x/y/app/a.js")).doesNotContainKey("Cache-Control");
    assertThat(headers.of("/elsewhere")).isEmpty();
  }

  @Test
  void noFileHasNone() throws IOException {
    assertThat(HostHeaders.of(site).of("/")).isEmpty();
  }
}
