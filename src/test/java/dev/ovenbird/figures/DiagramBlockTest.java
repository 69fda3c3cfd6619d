package dev.ovenbird.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramBlockTest {
  private static final int FENCE_LINE = 10;
  private static final String SEQUENCE =
      "participant \"A & B\" as A\nA -> C: asks\nnote right: now\n";

  @TempDir Path site;

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void drawsWithTitleAndWordsInThePagesColours() {
    Element figure =
        Jsoup.parseBodyFragment(html("plantuml title=\"T\" alt=\"A asks C.\"", SEQUENCE))
            .selectFirst("figure");
    assertThat(figure.select("text").eachText()).contains("A & B", "C", "asks", "now");
    assertThat(figure.selectFirst("svg > title").text()).isEqualTo("T");
    assertThat(figure.selectFirst("svg > desc").text()).isEqualTo("A asks C.");
    assertThat(figure.selectFirst("figcaption").text()).isEqualTo("T");
    assertThat(figure.select("[fill], [stroke]").eachAttr("fill"))
        .contains("var(--ink)", "var(--diagram-fill)", "var(--diagram-note)")
        .noneMatch(fill -> fill.startsWith("#"));
    assertThat(diagnostics.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SEQUENCE,
        "class A {\n+int x\n}\nA <|-- B\ninterface I\n",
        "@startmindmap\n* a\n** b\n@endmindmap\n",
        "start\nif (a?) then (yes)\n:b;\nelse\n:c;\nendif\nstop\n",
        "[*] --> S\nS: <b>bold</b> [[javascript:alert(1) x]]\n",
        "skinparam backgroundColor #red-blue\nrectangle r #lightblue;line:green [\n[[https://example.org l]]\n]\n",
        "sprite s <svg viewBox=\"0 0 1 1\"><script>1</script><rect onclick=\"x\" width=\"1\" height=\"1\"/></svg>\nA -> B: <$s>\n",
      })
  void leavesNothingThatAPagesPolicyForbids(String text) {
    String html = html("plantuml alt=\"x\"", text);
    assertThat(diagnostics.all()).isEmpty();
    assertThat(html)
        .contains("<svg")
        .doesNotContain(
            " style=",
            "<script",
            "<style",
            "javascript:",
            "onclick",
            "data:",
            "<image",
            "<?",
            "<!--");
    assertThat(Jsoup.parseBodyFragment(html).select("svg [id]").eachAttr("id"))
        .allMatch(id -> id.matches("d[0-9a-f]{16}-.+"));
  }

  @Test
  void drawsOnceAndTheSameAgain() throws Exception {
    String first = html("plantuml alt=\"x\"", SEQUENCE);
    assertThat(html("plantuml alt=\"x\"", SEQUENCE)).isEqualTo(first);
    try (var folders = Files.list(site.resolve(".ovenbird/cache/diagrams"))) {
      assertThat(folders.collect(Collectors.toList())).hasSize(1);
    }
    assertThat(DiagramSvg.of(Diagram.svg(SEQUENCE), "p"))
        .isEqualTo(DiagramSvg.of(Diagram.svg(SEQUENCE), "p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          A -> B\\nfoo bar baz !!\\nB -> A ¦ 12 ¦ The diagram has a mistake: Syntax Error? (Assumed diagram type: sequence)
          A -> B\\n!include /etc/passwd   ¦ 12 ¦ The diagram has a mistake: cannot include /etc/passwd
          A -> B: %date()                 ¦ 10 ¦ A diagram cannot ask for what differs with each build: %date
          @startuml\\nA -> B              ¦ 10 ¦ The diagram has a mistake: a line @start… is there, and no @end…
          """)
  void tellsMistakesAtTheirLine(String text, int line, String message) {
    assertThat(html("plantuml alt=\"x\"", text.replace("\\n", "\n") + "\n")).isEmpty();
    assertThat(diagnostics.all()).extracting(Diagnostic::line).containsExactly(line);
    assertThat(diagnostics.all()).extracting(Diagnostic::message).containsExactly(message);
  }

  @Test
  void asksForWords() {
    html("plantuml", SEQUENCE);
    assertThat(diagnostics.all())
        .extracting(Diagnostic::message)
        .containsExactly("The diagram says nothing to those who do not see it.");
    assertThat(diagnostics.hasErrors()).isFalse();
  }

  private String html(String info, String text) {
    return DiagramBlock.html(Fence.of(info, text, FENCE_LINE, Scopes.in(site, diagnostics)));
  }
}
