package dev.ovenbird.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFactsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>one two, three</p>                              | 3",
        "<p>one <em>two</em>half</p>                        | 3",
        "one<pre>x = 1 <pre>y</pre> z</pre> two             | 2",
        "one<svg><path/><text>x y</text></svg> two          | 2",
        "one<svg/> two three                                | 3",
        "one<script>a < b; c</script> two                   | 2",
        "one two <pre>never closed                          | 2",
        "Tom &amp; Jerry&nbsp;x                             | 3",
        "鳥の巣です。                                        | 3",
        "'𠀀 x'                                              | 2",
      })
  void countsWordsThatAreRead(String html, int words) {
    assertThat(TextFacts.of(html).time().words()).isEqualTo(words);
  }

  @Test
  void findsHeadingsWithAnIdInTheSamePass() {
    assertThat(
            TextFacts.of(
                    """
                    <h2 id="a">One <em>nest</em></h2><h3>no id</h3><pre><h4 id="b">in code</h4></pre>
                    <h2 id="c">left <h3 id="d">open</h3>""")
                .headings())
        .isEqualTo(
            List.of(new Heading(2, "a", "One <em>nest</em>"), new Heading(4, "b", "in code")));
  }

  @Test
  void takesAMinuteAtLeast() {
    assertThat(TextFacts.of("").time()).isEqualTo(new ReadingTime(0, 1));
    assertThat(TextFacts.of("word ".repeat(440)).time().minutes()).isEqualTo(2);
  }
}
