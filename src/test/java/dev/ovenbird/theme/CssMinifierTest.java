package dev.ovenbird.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser reads differently must stay; the rest goes. */
class CssMinifierTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a , b > c { color : red ; }|a,b>c{color :red}",
        "nav :hover { x: y }|nav :hover{x:y}",
        ".a .b{} .a.b{}|.a .b{}.a.b{}",
        "a{width:calc( 1px + -2px )}|a{width:calc(1px + -2px)}",
        "@media (width >= 40em) and (hover) { a { b: c !important } }"
            + "|@media (width>= 40em) and (hover){a{b:c!important}}",
        ".a { & .b { color: light-dark( #fff , #000 ) } }|.a{& .b{color:light-dark(#fff,#000)}}",
        "a{--x: ;--y:{ a: b }}|a{--x:;--y:{a:b}}",
        "a/* x */b{c:d/**/e}|a/**/b{c:d/**/e}",
        "a/* x */ b{}|a b{}",
        "/*! kept */ a{}|/*! kept */ a{}",
        "a{content:\"  /* ; } \\\" \";b:'{'}|a{content:\"  /* ; } \\\" \";b:'{'}",
        "a{b:url( \"x y.png\" ) , url( z.png )}|a{b:url(\"x y.png\"),url(z.png)}",
        ".\\31  a{}|.\\31  a{}",
        ".\\31\\32 a{}|.\\31\\32 a{}",
        ".a\\; {b:c}|.a\\; {b:c}",
        "@font-face{unicode-range: U+26, U+0-7F}|@font-face{unicode-range:U+26,U+0-7F}",
        "a{font: 1rem / 1.5 \"X\" , serif}|a{font:1rem / 1.5 \"X\",serif}",
        "#a  *  +  b ~ c{}|#a * + b ~ c{}",
      })
  void keepsWhatRulesMean(String css, String smaller) throws CssMinifier.UnclosedException {
    assertThat(CssMinifier.minify(css, UnaryOperator.identity())).isEqualTo(smaller);
    assertThat(CssMinifier.minify(smaller, UnaryOperator.identity())).isEqualTo(smaller);
  }

  @ParameterizedTest
  @CsvSource({
    "a{} b{c:d, This block, 5",
    "a{} /* b, This comment, 4",
    "a{b:'c}, This string, 4",
    "a{b:url(c, This address, 4"
  })
  void saysWhatIsNeverClosedAndWhereItBegins(String css, String what, int at) {
    assertThatThrownBy(() -> CssMinifier.minify(css, UnaryOperator.identity()))
        .isInstanceOfSatisfying(
            CssMinifier.UnclosedException.class,
            unclosed -> {
              assertThat(unclosed).hasMessage(what + " is never closed");
              assertThat(unclosed.at()).isEqualTo(at);
            });
  }

  @Test
  void writesTheAddressesItIsGiven() throws CssMinifier.UnclosedException {
    assertThat(CssMinifier.minify("a{b:URL(x.png) url('y')}", address -> "/" + address))
        .isEqualTo("a{b:url(/x.png) url(/y)}");
  }
}
