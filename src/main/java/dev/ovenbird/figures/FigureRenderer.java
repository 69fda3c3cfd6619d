package dev.ovenbird.figures;

import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.renderer.LinkType;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.util.ast.TextCollectingVisitor;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import java.util.Set;

/** Renders figures in the place of flexmark's own blocks. One for each document. */
public final class FigureRenderer implements NodeRenderer {
  private final FigureScope scope;
  private boolean images;

  private FigureRenderer(DataHolder options) {
    scope = FigureScope.KEY.get(options);
  }

  /** To be given to flexmark's {@code HtmlRenderer}. */
  public static final class Extension implements HtmlRenderer.HtmlRendererExtension {
    /** For flexmark's builder. */
    public static Extension create() {
      return new Extension();
    }

    @Override
    public void rendererOptions(MutableDataHolder options) {
      // There are none.
    }

    @Override
    public void extend(HtmlRenderer.Builder builder, String type) {
      builder.nodeRendererFactory(FigureRenderer::new);
    }
  }

  @Override
  public Set<NodeRenderingHandler<?>> getNodeRenderingHandlers() {
    return scope == null
        ? Set.of()
        : Set.of(
            new NodeRenderingHandler<>(FencedCodeBlock.class, this::render),
            new NodeRenderingHandler<>(Image.class, this::render),
            new NodeRenderingHandler<>(Paragraph.class, this::render));
  }

  /** An image that has a paragraph for itself and a title is a figure with a caption. */
  private void render(Paragraph paragraph, NodeRendererContext context, HtmlWriter html) {
    if (paragraph.getFirstChild() instanceof Image image
        && image.getNext() == null
        && !image.getTitle().isBlank()) {
      html.line()
          .raw("<figure class=\"image\">\n" + tag(image, context) + "\n<figcaption>")
          .text(image.getTitle().unescape())
          .raw("</figcaption>\n</figure>")
          .line();
    } else {
      context.delegateRender();
    }
  }

  private void render(Image image, NodeRendererContext context, HtmlWriter html) {
    html.raw(tag(image, context));
  }

  private String tag(Image image, NodeRendererContext context) {
    String written = image.getUrl().unescape();
    String src = context.resolveLink(LinkType.IMAGE, written, null, null).getUrl();
    String alt = new TextCollectingVisitor().collectAndGetText(image);
    boolean first = !images;
    images = true;
    return new ImageTag(scope, scope.line(image), first).html(written, src, alt);
  }

  private void render(FencedCodeBlock block, NodeRendererContext context, HtmlWriter html) {
    Fence fence =
        Fence.of(
            block.getInfo().unescape(),
            block.getContentChars().normalizeEOL(),
            scope.line(block),
            scope);
    String figure =
        switch (fence.word()) {
          case "chart" -> ChartBlock.html(fence);
          case "plantuml" -> DiagramBlock.html(fence);
          default -> CodeBlock.html(fence);
        };
    html.line().rawPre(figure).line();
  }
}
