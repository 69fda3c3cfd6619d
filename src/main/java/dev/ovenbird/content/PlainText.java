package dev.ovenbird.content;

import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import java.util.Set;

/**
 * Writes text without entities and escapes as it stands: flexmark looks for them with several
 * patterns, in what is most of every post.
 */
final class PlainText implements HtmlRenderer.HtmlRendererExtension, NodeRenderer {
  @Override
  public void rendererOptions(MutableDataHolder options) {
    // There are none.
  }

  @Override
  public void extend(HtmlRenderer.Builder builder, String type) {
    builder.nodeRendererFactory(options -> this);
  }

  @Override
  public Set<NodeRenderingHandler<?>> getNodeRenderingHandlers() {
    return Set.of(new NodeRenderingHandler<>(Text.class, PlainText::render));
  }

  private static void render(Text text, NodeRendererContext context, HtmlWriter html) {
    TextChars chars = TextChars.of(text.getChars());
    if (isPlain(chars)) {
      html.raw(HtmlText.of(chars));
    } else {
      context.delegateRender();
    }
  }

  private static boolean isPlain(TextChars text) {
    char[] chars = text.chars();
    int to = text.to();
    for (int i = text.from(); i < to; i++) {
      switch (chars[i]) {
        case '&', '<', '>', '"', '\\', '\r', '\n', '\0' -> {
          return false;
        }
        default -> {
          // Says itself.
        }
      }
    }
    return true;
  }
}
