package dev.ovenbird.content;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.HardLineBreak;
import com.vladsch.flexmark.ast.SoftLineBreak;
import com.vladsch.flexmark.ext.admonition.AdmonitionBlock;
import com.vladsch.flexmark.ext.admonition.AdmonitionExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes that stand out from the text: {@code !!! note "Title"} with an indented text below, {@code
 * ???} for one that opens and closes, and GitHub's {@code > [!NOTE]}. They become a {@code
 * role="note"} or {@code details}, with the kind as a class.
 */
final class AdmonitionHtml implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  private static final Pattern ALERT =
      Pattern.compile("(?s)>[ \t]?\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)][ \t]*(\n.*)?");

  private final Map<String, String> titles;

  AdmonitionHtml(Map<String, String> titles) {
    this.titles = titles;
  }

  @Override
  public void parserOptions(MutableDataHolder options) {}

  @Override
  public void rendererOptions(MutableDataHolder options) {}

  @Override
  public void extend(Parser.Builder parser) {
    // Only its syntax: its HTML brings pictures and needs a script.
    AdmonitionExtension.create().extend(parser);
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer, String type) {
    renderer.nodeRendererFactory(options -> new Blocks());
  }

  private final class Blocks implements NodeRenderer {
    @Override
    public Set<NodeRenderingHandler<?>> getNodeRenderingHandlers() {
      return Set.of(
          new NodeRenderingHandler<>(AdmonitionBlock.class, this::admonition),
          new NodeRenderingHandler<>(BlockQuote.class, this::quote));
    }

    private void admonition(AdmonitionBlock block, NodeRendererContext context, HtmlWriter html) {
      String kind = block.getInfo().toString().toLowerCase(Locale.ROOT);
      String title = block.getTitle().isNull() ? title(kind) : block.getTitle().toString();
      String marker = block.getOpeningMarker().toString();
      if (marker.startsWith("?")) {
        html.attr("class", "admonition " + kind);
        if (marker.endsWith("+")) {
          html.attr("open", "");
        }
        html.withAttr().tagLine("details");
        html.line().tag("summary").text(title).tag("/summary").line();
        context.renderChildren(block);
        html.tagLine("/details");
        return;
      }
      note(kind, title, html, () -> context.renderChildren(block));
    }

    private void quote(BlockQuote block, NodeRendererContext context, HtmlWriter html) {
      Matcher alert = ALERT.matcher(block.getChars());
      Node paragraph = block.getFirstChild();
      if (!alert.matches() || paragraph == null) {
        html.withAttr().tagLineIndent("blockquote", () -> context.renderChildren(block));
        return;
      }
      Node afterMark = afterFirstLine(paragraph);
      String kind = alert.group(1).toLowerCase(Locale.ROOT);
      note(
          kind,
          title(kind),
          html,
          () -> {
            if (afterMark != null) {
              html.withAttr().tag("p");
              for (Node node = afterMark; node != null; node = node.getNext()) {
                context.render(node);
              }
              html.tag("/p").line();
            }
            for (Node node = paragraph.getNext(); node != null; node = node.getNext()) {
              context.render(node);
            }
          });
    }

    private void note(String kind, String title, HtmlWriter html, Runnable body) {
      html.line();
      html.attr("class", "admonition " + kind).attr("role", "note").withAttr().tag("div").line();
      if (!title.isEmpty()) {
        html.attr("class", "admonition-title").withAttr().tag("p").text(title).tag("/p").line();
      }
      body.run();
      html.line().tag("/div").line();
    }

    private String title(String kind) {
      return titles.getOrDefault(
          kind,
          kind.isEmpty() ? "" : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
    }
  }

  private static Node afterFirstLine(Node paragraph) {
    Node node = paragraph.getFirstChild();
    while (node != null && !(node instanceof SoftLineBreak) && !(node instanceof HardLineBreak)) {
      node = node.getNext();
    }
    return node == null ? null : node.getNext();
  }
}
