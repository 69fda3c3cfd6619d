package dev.ovenbird.figures;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Colours code in what another program has rendered. */
public final class RenderedCode {
  /** Whatever else Asciidoctor may have put into the code would be lost. */
  private static final Pattern OF_ASCIIDOCTOR =
      Pattern.compile(
          "(<pre class=\"(prettyprint )?highlight\"><code[^>]* data-lang=\"([^\"]*)\"[^>]*>)([^<]*)</code></pre>");

  private RenderedCode() {}

  /**
   * HTML of Asciidoctor, with the blocks of source in it coloured whose language is known. Where
   * JBake's default has them marked for prettify, they keep the marks: a template may load it.
   */
  public static String coloured(String html) {
    return OF_ASCIIDOCTOR
        .matcher(html)
        .replaceAll(
            block ->
                quoteReplacement(
                    CodeLanguage.named(block.group(3)).isPresent()
                        ? coloured(block)
                        : block.group()));
  }

  private static String coloured(MatchResult block) {
    String code = Parser.unescapeEntities(block.group(4), false);
    // Neither its language nor a setting can be wrong, so that nobody has to be told.
    Fence fence = new Fence(block.group(3), Map.of(), code, 0, null);
    return block.group(2) != null
        ? block.group(1) + CodeBlock.inner(fence) + "</code></pre>"
        : CodeBlock.html(fence).stripTrailing();
  }
}
