package dev.ovenbird.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.md"), text);
  }

  private static String told(Diagnostic diagnostic) {
    return diagnostic.in(Path.of("a.md")).toString();
  }

  @Test
  void showsTheLineAndMarksThePart() throws IOException {
    Path file = file("one\ntwo three\n");

    assertThat(told(Diagnostic.error(file, 2, "Wrong.", "Write two.").about("three")))
        .isEqualTo(
            """
            a.md:2:5: error: Wrong.
                2 | two three
                  |     ^^^^^
                Write two.""");
  }

  @Test
  void marksNothingWhereThePartIsNotInTheLine() throws IOException {
    Path file = file("one\n");

    assertThat(told(Diagnostic.warning(file, 1, "Odd.", "").about("four")))
        .isEqualTo("a.md:1: warning: Odd.\n    1 | one");
  }

  @Test
  void showsTheMiddleOfALongLine() throws IOException {
    Path file = file("x".repeat(400) + "HERE" + "y".repeat(400));
    String told = told(Diagnostic.error(file, 1, "Wrong.", "").about("HERE"));

    String[] lines = told.split("\n");
    assertThat(lines[0]).startsWith("a.md:1:401:");
    assertThat(lines[1]).startsWith("    1 | …xxx").endsWith("y…").hasSizeLessThan(120);
    assertThat(lines[1].indexOf("HERE")).isEqualTo(lines[2].indexOf("^^^^"));
  }

  @Test
  void keepsMarksBelowWhatTheyMeanInLinesWithTabs() throws IOException {
    Path file = file("\tkey\t=\u001b[31mvalue");
    String[] lines = told(Diagnostic.error(file, 1, "Wrong.", "").about("value")).split("\n");

    assertThat(lines[1]).doesNotContain("\t", "\u001b");
    assertThat(lines[1].indexOf("value")).isEqualTo(lines[2].indexOf("^^^^^"));
  }

  @Test
  void doesWithoutTheLineWhereTheFileIsGone() {
    assertThat(told(Diagnostic.error(folder.resolve("none.md"), 3, "Wrong.", "")))
        .isEqualTo("a.md:3: error: Wrong.");
  }
}
