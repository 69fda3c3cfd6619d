package dev.ovenbird.figures;

import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import java.util.Set;

/** Renders figures in the place of flexmark's own blocks. One for each document. */
public final class FigureRenderer implements NodeRenderer {
  private final FigureScope scope;

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
        : Set.of(new NodeRenderingHandler<>(FencedCodeBlock.class, this::render));
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
