package dev.ovenbird.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder in {@code src/test/sites-invalid} is a site with mistakes, and {@code expected.txt}
 * beside it is what its author reads. Run with {@code -Dupdate.golden=true} to write those files
 * anew.
 */
class InvalidSitesTest {
  private static final Path SITES = Path.of("src/test/sites-invalid");

  static Stream<String> sites() throws IOException {
    try (Stream<Path> folders = Files.list(SITES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void tellsEveryMistakeAndLeavesTheOutputAsItWas(String name, @TempDir Path folder)
      throws IOException {
    Path source = Sites.copy(SITES.resolve(name), folder.resolve("site"));
    Path output = folder.resolve("output");
    Files.createDirectories(output.resolve("_ovenbird"));
    Files.writeString(output.resolve(OutputFolder.MARKER), "{}");
    Files.writeString(output.resolve("index.html"), "the site of before");

    InputException told =
        catchThrowableOfType(
            InputException.class,
            () -> SiteBuild.run(BuildOptions.of(source, output), Progress.NONE));

    assertThat(told).isNotNull();
    String message = told.getMessage().replace(source + "/", "") + "\n";
    Path golden = SITES.resolve(name).resolve("expected.txt");
    if (Boolean.getBoolean("update.golden")) {
      Files.writeString(golden, message);
    }
    assertThat(message).isEqualTo(Files.readString(golden));
    assertThat(output.resolve("index.html")).hasContent("the site of before");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("site", "output");
  }
}
