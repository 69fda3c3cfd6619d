package dev.ovenbird.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlEscapeTest {
  @Test
  void whatHtmlWouldReadIsWrittenAsEntities() {
    assertThat(HtmlEscape.escaped("a < b && \"c\" > 'd'"))
        .isEqualTo("a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
    assertThat(HtmlEscape.escaped("&lt;")).isEqualTo("&amp;lt;");
    assertThat(HtmlEscape.escaped("Übung – 鳥")).isEqualTo("Übung – 鳥");
    assertThat(HtmlEscape.escaped("")).isEmpty();
  }
}
