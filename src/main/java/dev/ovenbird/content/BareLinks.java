package dev.ovenbird.content;

import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.ext.autolink.internal.AutolinkNodePostProcessor;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.block.NodePostProcessor;
import com.vladsch.flexmark.parser.block.NodePostProcessorFactory;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.ast.NodeTracker;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/**
 * Makes links of addresses that stand bare in a text, by flexmark's own extension. Text that cannot
 * hold one is not given to it: its patterns take as long as all the rest of parsing.
 */
final class BareLinks implements Parser.ParserExtension {
  @Override
  public void parserOptions(MutableDataHolder options) {
    // There are none.
  }

  @Override
  public void extend(Parser.Builder builder) {
    builder.postProcessorFactory(new Factory());
  }

  private static final class Factory extends NodePostProcessorFactory {
    Factory() {
      super(false);
      addNodes(Text.class);
    }

    @Override
    public NodePostProcessor apply(Document document) {
      return new Processor(document);
    }
  }

  private static final class Processor extends AutolinkNodePostProcessor {
    Processor(Document document) {
      super(document);
    }

    @Override
    public void process(NodeTracker state, Node text) {
      // An address may be cut by what could have been emphasis, as in a_b@example.org.
      for (Node part = text; part instanceof Text; part = part.getNext()) {
        if (mayHoldLink(part.getChars())) {
          super.process(state, text);
          return;
        }
      }
    }

    /** Addresses have one of these signs, which may be written as an entity or be escaped. */
    private static boolean mayHoldLink(BasedSequence text) {
      for (int i = 0; i < text.length(); i++) {
        switch (text.charAt(i)) {
          case '@', '&', '\\' -> {
            return true;
          }
          case ':' -> {
            if (i + 1 == text.length() || text.charAt(i + 1) == '/') {
              return true;
            }
          }
          case 'w', 'W' -> {
            if (i + 2 < text.length() && (text.charAt(i + 1) | 0x20) == 'w') {
              return true;
            }
          }
          default -> {
            // Nothing that an address needs.
          }
        }
      }
      return false;
    }
  }
}
