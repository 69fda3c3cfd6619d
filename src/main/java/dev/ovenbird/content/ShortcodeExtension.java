package dev.ovenbird.content;

import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.InlineParserExtension;
import com.vladsch.flexmark.parser.InlineParserExtensionFactory;
import com.vladsch.flexmark.parser.LightInlineParser;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.Set;

/**
 * Shortcodes in Markdown: {@code <@name argument="x">}, in a line of its own or within one. HTML
 * has no such tags, so that no other text changes. Tags become marks; what stands between them is
 * Markdown like any other.
 */
final class ShortcodeExtension
    implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  @Override
  public void parserOptions(MutableDataHolder options) {}

  @Override
  public void rendererOptions(MutableDataHolder options) {}

  @Override
  public void extend(Parser.Builder parser) {
    parser.customBlockParserFactory(new ShortcodeBlockParser.Factory());
    parser.customInlineParserExtensionFactory(new InlineFactory());
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer, String type) {
    renderer.nodeRendererFactory(options -> new Marks());
  }

  /** A tag within a line. */
  static final class Inline extends Node {
    Inline(BasedSequence chars) {
      super(chars);
    }

    @Override
    public BasedSequence[] getSegments() {
      return EMPTY_SEGMENTS;
    }
  }

  private static final class InlineFactory implements InlineParserExtensionFactory, Independent {
    @Override
    public CharSequence getCharacters() {
      return "<";
    }

    @Override
    public InlineParserExtension apply(LightInlineParser parser) {
      return new InlineTags();
    }
  }

  private static final class InlineTags implements InlineParserExtension {
    @Override
    public void finalizeDocument(InlineParser parser) {}

    @Override
    public void finalizeBlock(InlineParser parser) {}

    @Override
    public boolean parse(LightInlineParser parser) {
      int start = parser.getIndex();
      int end = ShortcodeTag.end(parser.getInput(), start);
      if (end < 0) {
        return false;
      }
      parser.flushTextNode();
      parser.appendNode(new Inline(parser.getInput().subSequence(start, end)));
      parser.setIndex(end);
      return true;
    }
  }

  private static final class Marks implements NodeRenderer {
    @Override
    public Set<NodeRenderingHandler<?>> getNodeRenderingHandlers() {
      return Set.of(
          new NodeRenderingHandler<>(Inline.class, Marks::inline),
          new NodeRenderingHandler<>(ShortcodeBlockParser.Tag.class, Marks::block));
    }

    private static void inline(Inline node, NodeRendererContext context, HtmlWriter html) {
      html.raw(ShortcodeExpander.mark(node.getStartOffset(), node.getEndOffset()));
    }

    private static void block(
        ShortcodeBlockParser.Tag node, NodeRendererContext context, HtmlWriter html) {
      html.line();
      html.raw(ShortcodeExpander.mark(node.getStartOffset(), node.getEndOffset()));
      html.line();
    }
  }
}
