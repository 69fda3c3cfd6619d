package dev.ovenbird.content;

import com.vladsch.flexmark.ext.attributes.internal.AttributesAttributeProvider;
import com.vladsch.flexmark.ext.attributes.internal.AttributesInlineParserExtension;
import com.vladsch.flexmark.ext.attributes.internal.AttributesNodePostProcessor;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.InlineParserExtension;
import com.vladsch.flexmark.parser.LightInlineParser;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {#id .class key="value"}} where it can be meant so: right behind a link, a picture or what
 * else ends with a mark, and at the end of a heading or a paragraph. Flexmark's own extension takes
 * whatever stands in braces, so that the path {@code /users/{id}} would lose its end.
 */
final class BracedAttributes implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  private static final String ITEM =
      "(?:[#.][\\p{L}\\p{N}_-][^\\s\"'={}]*"
          + "|[A-Za-z][\\w:-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\\s\"'{}]+))";
  private static final Pattern ATTRIBUTES =
      Pattern.compile("\\{\\s*" + ITEM + "(?:\\s+" + ITEM + ")*\\s*}");

  /** What ends with one of them can have attributes of its own. */
  private static final String MARKS = ")]`*_~>}";

  @Override
  public void parserOptions(MutableDataHolder options) {}

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessorFactory(new AttributesNodePostProcessor.Factory());
    parser.customInlineParserExtensionFactory(new Factory());
  }

  @Override
  public void rendererOptions(MutableDataHolder options) {}

  @Override
  public void extend(HtmlRenderer.Builder renderer, String type) {
    renderer.attributeProviderFactory(new AttributesAttributeProvider.Factory());
  }

  private static boolean areMeant(LightInlineParser at) {
    BasedSequence input = at.getInput();
    Matcher matcher = ATTRIBUTES.matcher(input);
    matcher.region(at.getIndex(), input.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    boolean behindMark = at.getIndex() > 0 && MARKS.indexOf(input.charAt(at.getIndex() - 1)) >= 0;
    return behindMark || input.subSequence(matcher.end()).isBlank();
  }

  private record Guarded(InlineParserExtension attributes) implements InlineParserExtension {
    @Override
    public void finalizeDocument(InlineParser parser) {
      attributes.finalizeDocument(parser);
    }

    @Override
    public void finalizeBlock(InlineParser parser) {
      attributes.finalizeBlock(parser);
    }

    @Override
    public boolean parse(LightInlineParser at) {
      return areMeant(at) && attributes.parse(at);
    }
  }

  private static final class Factory extends AttributesInlineParserExtension.Factory {
    @Override
    public InlineParserExtension apply(LightInlineParser parser) {
      return new Guarded(super.apply(parser));
    }
  }
}
