package dev.ovenbird.content;

import com.vladsch.flexmark.parser.block.AbstractBlockParser;
import com.vladsch.flexmark.parser.block.AbstractBlockParserFactory;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.BlockParserFactory;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.CustomBlockParserFactory;
import com.vladsch.flexmark.parser.block.MatchedBlockParser;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.ast.BlockContent;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** A shortcode's tag that has its lines for itself; its arguments may take several. */
final class ShortcodeBlockParser extends AbstractBlockParser {
  private final Tag block = new Tag();
  private final BlockContent content = new BlockContent();

  /** The tag. */
  static final class Tag extends Block {
    @Override
    public BasedSequence[] getSegments() {
      return EMPTY_SEGMENTS;
    }
  }

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    String soFar = content.getString();
    boolean over = ShortcodeTag.end(soFar.stripLeading(), 0) >= 0 || state.isBlank();
    return over ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
  }

  @Override
  public void addLine(ParserState state, BasedSequence line) {
    content.add(line, state.getIndent());
  }

  @Override
  public void closeBlock(ParserState state) {
    BasedSequence text = content.getContents().trim();
    block.setContent(content);
    block.setChars(text);
  }

  /** Begins such a block. */
  static final class Factory implements CustomBlockParserFactory, Independent {
    @Override
    public BlockParserFactory apply(DataHolder options) {
      return new Starts(options);
    }
  }

  private static final class Starts extends AbstractBlockParserFactory {
    Starts(DataHolder options) {
      super(options);
    }

    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      BasedSequence line = state.getLine();
      int start = state.getNextNonSpaceIndex();
      if (state.getIndent() >= 4 || !ShortcodeTag.begins(line, start)) {
        return BlockStart.none();
      }
      int end = ShortcodeTag.end(line, start);
      boolean alone = end < 0 || line.subSequence(end, line.length()).isBlank();
      return alone ? BlockStart.of(new ShortcodeBlockParser()).atIndex(start) : BlockStart.none();
    }
  }
}
