package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.site.BuildOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SiteOptionsTest {
  @Test
  void bakesThePublishedSiteOfTheCurrentFolder() {
    assertThat(given()).isEqualTo(BuildOptions.of(Path.of(""), Path.of("target/site")));
  }

  @Test
  void theOutputLiesInTheSource() {
    assertThat(given("--source=docs").output())
        .isEqualTo(Path.of("docs/target/site").toAbsolutePath());
  }

  @Test
  void takesWhatMavenGives() {
    BuildOptions options =
        given("--source=s", "--output=o", "--base-url=", "--drafts=false", "--future=true");
    assertThat(options.baseUrl()).isEmpty();
    assertThat(options.drafts()).isFalse();
    assertThat(options.future()).isTrue();
    assertThat(options.output()).isEqualTo(Path.of("o").toAbsolutePath());
  }

  @Test
  void aSwitchAloneIsOn() {
    BuildOptions options = given("--drafts", "--clean", "--base-url", "https://a.example/b/");
    assertThat(options.drafts()).isTrue();
    assertThat(options.future()).isFalse();
    assertThat(options.clean()).isTrue();
    assertThat(options.baseUrl()).isEqualTo("https://a.example/b/");
  }

  private static BuildOptions given(String... args) {
    return CommandLine.populateCommand(new SiteOptions(), args).toBuildOptions();
  }
}
