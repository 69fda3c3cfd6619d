package dev.ovenbird.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagScannerTest {
  /** Those that a parser adds by itself. */
  private static final Set<String> IMPLIED = Set.of("html", "head", "body", "tbody");

  private static final List<String> ATTRIBUTES = List.of("id", "class", "href", "title", "hidden");

  private static List<String> scanned(String html) {
    List<String> elements = new ArrayList<>();
    TagScanner tags = new TagScanner(html);
    while (tags.next()) {
      if (tags.opens() && !IMPLIED.contains(tags.name())) {
        elements.add(element(tags.name(), tags::has, tags::attribute));
      }
    }
    return elements;
  }

  private static List<String> parsed(String html) {
    List<String> elements = new ArrayList<>();
    for (Element each : Jsoup.parse(html).getAllElements()) {
      if (each.parent() != null && !IMPLIED.contains(each.normalName())) {
        elements.add(element(each.normalName(), each::hasAttr, each::attr));
      }
    }
    return elements;
  }

  private static String element(
      String name, Predicate<String> has, UnaryOperator<String> attribute) {
    StringBuilder element = new StringBuilder(name);
    for (String each : ATTRIBUTES) {
      if (has.test(each)) {
        element.append(' ').append(each).append('=').append(attribute.apply(each));
      }
    }
    return element.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>plain <b>bold</b></p>",
        "a < b, 1<2, <3 and </ > <> text <i>it</i>",
        "<P ID=One Class='a b' hidden>x</P>",
        "<a href=/a/b>c</a><a href = \"?a=1&amp;b=2\" title='>'>d</a>",
        "<a href=\"one\" href=\"two\">the first counts</a>",
        "<img alt=x/><br/><hr id=a/ class=b>",
        "<!-- <b id=no> --><i id=yes></i><!--><u id=yes></u>-->",
        "<!doctype html><title>a <b>no tag</b></title><p id=x>",
        "<script>if (a<b) document.write('<p id=no>')</script><p id=yes>",
        "<style>p > b {}</style ><p id=yes><script></scripty><b id=no></SCRIPT><p id=also>",
        "<textarea><p id=no></textarea><p id=yes></p>",
        "<?php <b> ?><i>x</i>",
        "<p title=\"a\nb\"\n\tid='c'>x",
        "<p title='never closed><b id=no>",
        "<p id=a",
        "<ovenbird-chat id=a class=\"b\"></ovenbird-chat>",
        "<p id=\"\">empty</p><p id>none</p>",
      })
  void seesTheElementsThatAParserSees(String html) {
    assertThat(scanned(html)).isEqualTo(parsed(html));
  }

  @Test
  void seesThemInAnyMixtureOfParts() {
    // Without <a> and <b>: a parser makes those anew that were not closed.
    List<String> parts =
        List.of(
            "<mark>",
            "</mark>",
            "<kbd id=a>",
            "</kbd>",
            "text",
            " ",
            "<",
            ">",
            "\"",
            "'",
            "&amp;",
            "<!-- x -->",
            "<q href=\"x\" class='y'>",
            "</q>",
            "<script>a<b</script>",
            "<span title=\"<b>\">",
            "=",
            "</span>",
            "<br>",
            "<!x>",
            "/");
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder html = new StringBuilder("<div>");
      for (int n = random.nextInt(12); n > 0; n--) {
        html.append(parts.get(random.nextInt(parts.size())));
      }
      // Browsers make an unclosed <a> or <b> anew in the next block; a scanner says what is
      // written.
      assertThat(scanned(html.toString())).as(html.toString()).isEqualTo(parsed(html.toString()));
    }
  }

  @Test
  void givesTextAndTagsWithoutGaps() {
    String html = "a<b>c</b>d<!-- e -->f<script>g<h></script>i";
    StringBuilder all = new StringBuilder();
    TagScanner tags = new TagScanner(html);
    boolean more;
    do {
      more = tags.next();
      all.append(html, tags.textStart(), tags.textEnd()).append('|');
    } while (more);
    assertThat(all).hasToString("a|c|d|f|g<h>|i|");
  }

  @Test
  void skipsAnElementWithThoseOfItsNameInIt() {
    TagScanner tags = new TagScanner("<svg><svg><p></svg></svg><i>");
    tags.next();
    tags.skip();
    assertThat(tags.next()).isTrue();
    assertThat(tags.name()).isEqualTo("i");
  }
}
