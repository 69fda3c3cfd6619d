package dev.ovenbird.content;

import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.Link;
import com.vladsch.flexmark.ast.LinkNodeBase;
import com.vladsch.flexmark.ast.Reference;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.core.ReferencePreProcessorFactory;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.CharSubSequence;
import dev.ovenbird.figures.FigureScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Markdown becomes HTML. The parser is kept, since it costs more to build than a post to parse.
 * Thread-safe.
 */
final class Markdown {
  private final Parser parser;
  private final HtmlRenderer renderer;

  Markdown(MarkdownDialect dialect) {
    parser =
        Parser.builder(dialect.options())
            .customInlineParserFactory(new InlineText.Factory())
            // Flexmark adds it to its own inline parser only.
            .paragraphPreProcessorFactory(new ReferencePreProcessorFactory())
            .build();
    renderer =
        HtmlRenderer.builder(dialect.options())
            .linkResolverFactory(new ResolvedLinks.Factory())
            .build();
  }

  private static final Pattern EMPTY_HEAD = Pattern.compile("<th(\\s[^>]*)?>\\s*</th>");

  /** What a document's Markdown becomes. */
  record Rendered(String html, List<WrittenLink> links) {}

  /** Decides what a link becomes. */
  @FunctionalInterface
  interface LinkTarget {
    String of(String link, TextPlace place);
  }

  /**
   * Renders a text. Shortcodes stay in it as marks, for {@link ShortcodeExpander}.
   *
   * @param figures where code and other figures stand
   * @param lines of the text, to say where a link stands
   */
  Rendered render(String text, TextLines lines, LinkTarget targets, FigureScope figures) {
    Document document = parser.parse(CharSubSequence.of(text));
    Map<String, String> resolved = new HashMap<>();
    List<WrittenLink> links = new ArrayList<>();
    for (LinkNodeBase node : linksIn(document)) {
      String written = node.getUrl().toString();
      TextPlace place = lines.place(node.getUrl().getStartOffset());
      String href = targets.of(written, place).replace(" ", "%20");
      resolved.put(node.getUrl().unescape(), href);
      links.add(new WrittenLink(href, written, place.line(), place.column()));
    }
    if (text.contains("[^")) {
      FootnoteCheck.check(document, figures);
    }
    document.set(FigureScope.KEY, figures);
    document.set(ResolvedLinks.TARGETS, resolved);
    HtmlText html = new HtmlText(2 * text.length());
    renderer.render(document, html);
    return new Rendered(withoutEmptyHeads(html.toString()), links);
  }

  /** A corner that is left empty is no head of its column. */
  private static String withoutEmptyHeads(String html) {
    return html.contains("<th")
        ? EMPTY_HEAD
            .matcher(html)
            .replaceAll(empty -> "<td" + Objects.toString(empty.group(1), "") + "></td>")
        : html;
  }

  private static List<LinkNodeBase> linksIn(Node document) {
    List<LinkNodeBase> found = new ArrayList<>();
    for (Node node : document.getDescendants()) {
      if (node instanceof LinkNodeBase link
          && (link instanceof Link || link instanceof Image || link instanceof Reference)
          && !link.getUrl().isEmpty()) {
        found.add(link);
      }
    }
    return found;
  }
}
