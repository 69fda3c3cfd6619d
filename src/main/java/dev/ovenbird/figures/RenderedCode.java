package dev.ovenbird.figures;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Colours code in what another program has rendered. */
public final class RenderedCode {
  /**
   * Without a highlighter of its own; whatever else Asciidoctor put into the code would be lost.
   */
  private static final Pattern OF_ASCIIDOCTOR =
      Pattern.compile(
          "<pre class=\"highlight\"><code class=\"language-[^\"]*\" data-lang=\"([^\"]*)\">([^<]*)</code></pre>");

  private RenderedCode() {}

  /** HTML of Asciidoctor, with the blocks of source in it coloured whose language is known. */
  public static String coloured(String html) {
    return OF_ASCIIDOCTOR
        .matcher(html)
        .replaceAll(
            block ->
                quoteReplacement(
                    CodeLanguage.named(block.group(1)).isPresent()
                        ? coloured(block.group(1), Parser.unescapeEntities(block.group(2), false))
                        : block.group()));
  }

  private static String coloured(String language, String code) {
    // Nothing is wrong with it that would have to be told.
    return CodeBlock.html(new Fence(language, Map.of(), code, 0, null)).stripTrailing();
  }
}
