package dev.ovenbird.content;

import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.InlineParserExtensionFactory;
import com.vladsch.flexmark.parser.InlineParserFactory;
import com.vladsch.flexmark.parser.delimiter.DelimiterProcessor;
import com.vladsch.flexmark.parser.internal.CommonmarkInlineParser;
import com.vladsch.flexmark.parser.internal.LinkRefProcessorData;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import com.vladsch.flexmark.util.sequence.CharSubSequence;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flexmark's parser of what stands in a block, without its copy of the block for each match, and
 * without building anew what stands in one piece in the source. It works for one document after the
 * other, since it costs as much to make as a short one to parse.
 */
final class InlineText extends CommonmarkInlineParser {
  /** Gives one that has no document now, or a new one. Thread-safe. */
  static final class Factory implements InlineParserFactory {
    private final Queue<InlineText> idle = new ConcurrentLinkedQueue<>();

    @Override
    public InlineParser inlineParser(
        DataHolder options,
        BitSet specialCharacters,
        BitSet delimiterCharacters,
        Map<Character, DelimiterProcessor> delimiterProcessors,
        LinkRefProcessorData linkRefProcessors,
        List<InlineParserExtensionFactory> extensions) {
      InlineText known = idle.poll();
      return known != null
          ? known
          : new InlineText(
              options,
              specialCharacters,
              delimiterCharacters,
              delimiterProcessors,
              linkRefProcessors,
              extensions,
              idle);
    }
  }

  private final Queue<InlineText> idle;

  private InlineText(
      DataHolder options,
      BitSet specialCharacters,
      BitSet delimiterCharacters,
      Map<Character, DelimiterProcessor> delimiterProcessors,
      LinkRefProcessorData linkRefProcessors,
      List<InlineParserExtensionFactory> extensions,
      Queue<InlineText> idle) {
    super(
        options,
        specialCharacters,
        delimiterCharacters,
        delimiterProcessors,
        linkRefProcessors,
        extensions);
    this.idle = idle;
  }

  @Override
  public void finalizeDocument(Document document) {
    super.finalizeDocument(document);
    idle.add(this);
  }

  @Override
  public BasedSequence match(Pattern pattern) {
    if (index >= input.length()) {
      return null;
    }
    Matcher matcher = pattern.matcher(input).region(index, input.length());
    if (!matcher.find()) {
      return null;
    }
    index = matcher.end();
    return input.subSequence(matcher.start(), matcher.end());
  }

  @Override
  public boolean flushTextNode() {
    boolean isEmpty = currentText == null || currentText.isEmpty();
    BasedSequence piece = isEmpty ? null : piece(currentText);
    if (piece == null) {
      return super.flushTextNode();
    }
    block.appendChild(new Text(piece));
    currentText = null;
    return true;
  }

  /** Parts that follow each other in the source, as one; null where they do not. */
  private static BasedSequence piece(List<BasedSequence> parts) {
    BasedSequence first = parts.get(0);
    int end = first.getStartOffset();
    for (BasedSequence part : parts) {
      if (!(part instanceof CharSubSequence)
          || part.getBase() != first.getBase()
          || part.getStartOffset() != end) {
        return null;
      }
      end = part.getEndOffset();
    }
    return first.baseSubSequence(first.getStartOffset(), end);
  }
}
