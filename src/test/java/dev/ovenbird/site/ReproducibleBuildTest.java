package dev.ovenbird.site;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.cli.Main;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where and when a site is built does not show: the same source, the same bytes. */
class ReproducibleBuildTest {
  private static final ZoneId FAR_EAST = ZoneId.of("Pacific/Kiritimati");
  private static final ZoneId FAR_WEST = ZoneId.of("Pacific/Pago_Pago");

  @TempDir Path folder;

  /** Something of all that a build makes, with the letters that Turkish writes otherwise. */
  private static Map<String, String> site() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "jbake.properties",
        """
        site.host=https://example.org/repo
        site.title=INDIGO Nests in Istanbul
        markdown.extensions=OVENBIRD
        render.sitemap=true
        render.error404=true
        render.tagsindex=true
        render.tagfeeds=true
        share.pictures=posts
        """);
    for (int i = 0; i < 6; i++) {
      files.put(
          "content/posts/Post-I-" + i + ".md",
          """
          title=It is nest %d, “INSIDE”
          date=2014-0%d-01
          type=post
          status=published
          tags=INK, istanbul, çay
          series=Building
          summary=Inside.
          ~~~~~~
          ## INSIDE it is dim: ıI iİ

          !!! info
              Imagine.

          See [the next](Post-I-0.md) and ![A nest](nest.png).

          ```java title="Id.java"
          int id = 1_234_567; // INIT
          ```

          ```sql
          INSERT INTO nests VALUES (1.5);
          ```

          ```plantuml
          Alice -> Idun : hi
          ```

          ```chart
          type: bar
          title: Twigs
          ---
          day,twigs
          I,1234.5
          II,2000000
          ```
          """
              .formatted(i, i + 1));
    }
    files.put("data/facts.yaml", "bird: Iynx\n");
    return files;
  }

  @Test
  void pathLocaleZoneEncodingLinesThreadsAndDayDoNotShow() throws Exception {
    Path here = folder.resolve("here");
    Path elsewhere = folder.resolve("some where/else/İ");
    build(here, Instant.parse("2015-01-02T03:04:05Z"), List.of("-Duser.timezone=" + FAR_EAST));
    build(
        elsewhere,
        Instant.parse("2020-06-07T08:09:10Z"),
        List.of(
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=" + FAR_WEST,
            "-Dfile.encoding=ISO-8859-9",
            "-Dline.separator=\r\n",
            "-XX:ActiveProcessorCount=1"));

    Map<String, String> first = outputOf(here);
    Map<String, String> second = outputOf(elsewhere);

    assertThat(differences(first, second)).isEmpty();
    // What was built on another day was not built here; but its day would be in some file.
    assertThat(first.keySet())
        .filteredOn(path -> DAYS_OF_BUILD.stream().anyMatch(first.get(path)::contains))
        .isEmpty();
  }

  /** Paths that one of them lacks, and of other files where they begin to differ. */
  private static List<String> differences(Map<String, String> first, Map<String, String> second) {
    List<String> differences = new ArrayList<>();
    Set<String> paths = new TreeSet<>(first.keySet());
    paths.addAll(second.keySet());
    for (String path : paths) {
      String one = first.getOrDefault(path, "(no file)");
      String other = second.getOrDefault(path, "(no file)");
      if (!one.equals(other)) {
        int at = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        differences.add("%s: %s / %s".formatted(path, around(one, at), around(other, at)));
      }
    }
    return differences;
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 30));
  }

  private static final List<String> DAYS_OF_BUILD = daysOfBuild();

  private static List<String> daysOfBuild() {
    List<String> days = new ArrayList<>();
    for (LocalDate day : List.of(LocalDate.now(FAR_EAST), LocalDate.now(FAR_WEST))) {
      for (String form : List.of("yyyy-MM-dd", "dd MMM yyyy", "d MMMM yyyy", "MMM d, yyyy")) {
        days.add(DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(day));
      }
    }
    return days;
  }

  private void build(Path place, Instant modified, List<String> options) throws Exception {
    Path source = Sites.write(place.resolve("source"), site());
    BufferedImage nest = new BufferedImage(1200, 600, BufferedImage.TYPE_INT_RGB);
    nest.createGraphics().setColor(Color.ORANGE);
    for (int x = 0; x < nest.getWidth(); x++) {
      nest.setRGB(x, x / 2, x * 7_919);
    }
    ImageIO.write(nest, "png", source.resolve("content/posts/nest.png").toFile());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(modified));
      }
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    // Surefire's own is a jar that only refers to it.
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classes, Main.class.getName(), "generate"));
    command.addAll(List.of("--source", source.toString()));
    command.addAll(List.of("--output", place.resolve("output").toString()));
    Path said = place.resolve("said.txt");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    process.environment().put("LC_ALL", "C.UTF-8");
    assertThat(process.start().waitFor()).as(Files.readString(said, ISO_8859_1)).isZero();
  }

  /** One character for each byte. */
  private static Map<String, String> outputOf(Path place) throws IOException {
    Map<String, String> bytes = new HashMap<>();
    Path output = place.resolve("output");
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            output.relativize(file).toString(), new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return bytes;
  }
}
