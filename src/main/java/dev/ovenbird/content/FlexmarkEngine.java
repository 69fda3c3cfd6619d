package dev.ovenbird.content;

import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.ParserEmulationProfile;
import com.vladsch.flexmark.parser.PegdownExtensions;
import com.vladsch.flexmark.profile.pegdown.PegdownOptionsAdapter;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.misc.Extension;
import dev.ovenbird.figures.FigureRenderer;
import dev.ovenbird.figures.FigureScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jbake.parser.MarkupEngine;
import org.jbake.parser.ParserContext;

/**
 * Markdown behind JBake's engine interface. Unlike JBake's own it keeps the parser, which costs
 * more to build than a post to parse, and gives every heading an id to link to. Thread-safe.
 */
public final class FlexmarkEngine extends MarkupEngine {
  private record Pair(Parser parser, HtmlRenderer renderer) {}

  private final Map<List<String>, Pair> pairs = new ConcurrentHashMap<>();

  @Override
  public void processBody(ParserContext context) {
    context.setBody(render(context.getConfig().getMarkdownExtensions(), context.getBody(), null));
  }

  /**
   * Markdown as HTML.
   *
   * @param extensions as JBake's settings name them
   * @param scope of its figures; null where code and images are left as Markdown has them
   */
  String render(List<String> extensions, String markdown, FigureScope scope) {
    Pair pair = pairs.computeIfAbsent(extensions, FlexmarkEngine::pair);
    Document document = pair.parser.parse(markdown);
    document.set(FigureScope.KEY, scope);
    return pair.renderer.render(document);
  }

  private static Pair pair(List<String> extensionNames) {
    int extensions = PegdownExtensions.NONE;
    for (String name : extensionNames) {
      extensions =
          name.startsWith("-")
              ? extensions & ~extension(name.substring(1))
              : extensions | extension(name.startsWith("+") ? name.substring(1) : name);
    }
    DataHolder pegdown = PegdownOptionsAdapter.flexmarkOptions(extensions);
    DataHolder options =
        new MutableDataSet(pegdown)
            // Block rules as in CommonMark, by which authors check their Markdown elsewhere.
            .setFrom(ParserEmulationProfile.COMMONMARK)
            // Pegdown knows HTML's own tags only; an element such as <ovenbird-search> is a block
            // too.
            .set(Parser.HTML_BLOCK_DEEP_PARSER, false)
            .set(Parser.HTML_BLOCK_START_ONLY_ON_BLOCK_TAGS, false)
            .set(HtmlRenderer.RENDER_HEADER_ID, true)
            .set(HtmlRenderer.GENERATE_HEADER_ID, true)
            .set(Parser.EXTENSIONS, withFigures(Parser.EXTENSIONS.get(pegdown)))
            .toImmutable();
    return new Pair(Parser.builder(options).build(), HtmlRenderer.builder(options).build());
  }

  private static List<Extension> withFigures(Collection<Extension> others) {
    List<Extension> all = new ArrayList<>(others);
    all.add(FigureRenderer.Extension.create());
    return all;
  }

  private static int extension(String name) {
    try {
      return PegdownExtensions.class.getDeclaredField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      return PegdownExtensions.NONE;
    }
  }
}
