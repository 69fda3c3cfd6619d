package dev.ovenbird.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeBlockTest {
  private final Diagnostics diagnostics = new Diagnostics();

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          java       ¦ @Override public List<Item> all() { return "a" + 1; } // c ¦ name:@Override keyword:public type:List type:Item function:all keyword:return string:"a" number:1 comment:// c
          java       ¦ record Point(int x) { static final int MAX_SIZE = 0x1F; } ¦ keyword:record type:Point type:int keyword:static final type:int number:0x1F
          python     ¦ @cache\\ndef run(self, x: int) -> None: # c ¦ name:@cache keyword:def function:run type:int keyword:None comment:# c
          javascript ¦ const a = await load(`x${b}`, /c+/g); ¦ keyword:const keyword:await function:load string:`x name:${b} string:` string:/c+/g
          ts         ¦ export class A { private x: string = null; } ¦ keyword:export class type:A keyword:private type:string keyword:null
          bash       ¦ for f in *.txt; do echo "$f" # c ¦ keyword:for keyword:in keyword:do function:echo string:" name:$f string:" comment:# c
          json       ¦ {"a": [1, true, "b"]} ¦ name:"a" number:1 keyword:true string:"b"
          yaml       ¦ a-b: &x "c" # d\\nok: true\\nn: [1.5, two] ¦ name:a-b type:&x string:"c" comment:# d name:ok keyword:true name:n number:1.5
          yaml       ¦ run: |\\n  a: b\\n\\n  c\\nd: e ¦ name:run string:  a: b string:  c name:d
          xml        ¦ <a b="c"><!-- d -->&lt;</a> ¦ keyword:a name:b string:"c" comment:<!-- d --> number:&lt; keyword:a
          html       ¦ <p hidden><script>let a = 1;</script> ¦ keyword:p name:hidden keyword:script keyword:let number:1 keyword:script
          css        ¦ @media (min-width: 30rem) { .a:hover { color: var(--b, #fff); } } ¦ keyword:@media name:min-width number:30rem type:.a function::hover name:color function:var name:--b number:#fff
          rust       ¦ pub fn f<'a>(x: &'a str) -> Vec<u8> { println!("{}", 'c'); } ¦ keyword:pub fn function:f name:'a name:'a type:str type:Vec type:u8 function:println! string:"{}" string:'c'
          go         ¦ func (t *T) Run() error { return nil } ¦ keyword:func type:T function:Run keyword:return nil
          c          ¦ #include <stdio.h>\\nint main(void) { return 0; } ¦ name:#include string:<stdio.h> type:int function:main type:void keyword:return number:0
          cpp        ¦ template <class T> auto f(T x) { return x; } ¦ keyword:template keyword:class type:T keyword:auto function:f type:T keyword:return
          sql        ¦ SELECT a FROM b WHERE c = 'd' -- e ¦ keyword:SELECT keyword:FROM keyword:WHERE string:'d' comment:-- e
          properties ¦ # c\\nsite.title=Nests ¦ comment:# c keyword:site.title string:Nests
          diff       ¦ @@ -1 +1 @@\\n-old\\n+new ¦ name:@@ -1 +1 @@ deleted:-old inserted:+new
          ftl        ¦ <#if a?has_content><p class="b">${a}</p></#if> ¦ keyword:<#if type:<p name:class string:"b" name:${a} type:</p keyword:</#if
          toml       ¦ [a]\\nb = "c" # d ¦ type:[a] name:b string:"c" comment:# d
          """)
  void coloursWhatReadersLookFor(String language, String code, String expected) {
    String text = code.replace("\\n", "\n");
    Element block = block(language, text);
    assertThat(shown(block)).isEqualTo(expected);
    assertThat(block.selectFirst("code").wholeText()).isEqualTo(text + "\n");
    assertThat(diagnostics.all()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingOfWhatIsNoCodeAtAll(CodeLanguage language) {
    String text =
        "\"<open> 'é\t/* [[ {{ ${ #! \\ <!-- %s \uD83E\uDEB9\n\n  \"\"\" `x\n- a: |\n b".repeat(2);
    String whole =
        language.tokens(text).stream().map(CodeToken::text).collect(Collectors.joining());
    assertThat(whole).isEqualTo(text);
  }

  @Test
  void numbersAndMarksLines() {
    Element block = block("text title=\"A & B\" linenos=9 mark=\"1,3-4\"", "a\n\nb\nc\nd");
    assertThat(block.selectFirst("figcaption").text()).isEqualTo("A & B");
    assertThat(block.select(".line").eachAttr("data-line"))
        .containsExactly("9", "10", "11", "12", "13");
    assertThat(block.select("mark").eachAttr("data-line")).containsExactly("9", "11", "12");
    assertThat(block.selectFirst("code").wholeText()).isEqualTo("a\n\nb\nc\nd\n");
  }

  @Test
  void letsTheKeyboardScrollWhatAPhoneCannotShow() {
    assertThat(block("java", "short();").selectFirst("pre").hasAttr("tabindex")).isFalse();
    Element pre = block("java title=\"Main.java\"", "a".repeat(50)).selectFirst("pre");
    assertThat(pre.attr("tabindex")).isEqualTo("0");
    assertThat(pre.attr("aria-label")).isEqualTo("Main.java");
  }

  @Test
  void hasNoStyleOfItsOwn() {
    assertThat(html("java linenos mark=\"1\"", "int a = 1;")).doesNotContain("style=", "<script");
  }

  @Test
  void tellsWhatItDoesNotKnow() {
    html("javva", "x");
    html("java titl=\"x\"", "x");
    html("java mark=\"0,2-9,a\" linenos=x", "x\ny");
    html("java {1,3}", "x");
    assertThat(diagnostics.all().stream().map(Diagnostic::message).map(String::valueOf))
        .containsExactlyInAnyOrder(
            "The code stays without colours, since its language is not known: javva",
            "Unknown setting of the block: titl",
            "The block has 2 lines; these are not among them: 0",
            "The block has 2 lines; these are not among them: 2-9",
            "These are no lines to mark: \"a\"",
            "This is no number to begin with: x",
            "A setting of the block is not understood: {1,3}");
    assertThat(diagnostics.all().stream().map(Diagnostic::hint))
        .contains("Did you mean \"java\"?", "Did you mean \"title\"?");
    assertThat(diagnostics.hasErrors()).isFalse();
  }

  private Element block(String info, String code) {
    return Jsoup.parseBodyFragment(html(info, code)).selectFirst("figure.code");
  }

  private String html(String info, String code) {
    return CodeBlock.html(Fence.of(info, code + "\n", 7, Scopes.of(diagnostics)));
  }

  private static String shown(Element block) {
    return block.select("code span").stream()
        .flatMap(
            span -> Stream.of(span.className().substring("tok-".length()) + ":" + span.wholeText()))
        .collect(Collectors.joining(" "));
  }
}
