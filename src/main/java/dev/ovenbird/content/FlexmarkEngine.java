package dev.ovenbird.content;

import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.ParserEmulationProfile;
import com.vladsch.flexmark.parser.PegdownExtensions;
import com.vladsch.flexmark.profile.pegdown.PegdownOptionsAdapter;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataSet;
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
    Pair pair =
        pairs.computeIfAbsent(context.getConfig().getMarkdownExtensions(), FlexmarkEngine::pair);
    context.setBody(pair.renderer.render(pair.parser.parse(context.getBody())));
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
            .toImmutable();
    return new Pair(Parser.builder(options).build(), HtmlRenderer.builder(options).build());
  }

  private static int extension(String name) {
    try {
      return PegdownExtensions.class.getDeclaredField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      return PegdownExtensions.NONE;
    }
  }
}
