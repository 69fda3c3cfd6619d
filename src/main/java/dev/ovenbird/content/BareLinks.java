package dev.ovenbird.content;

import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.ext.autolink.internal.AutolinkNodePostProcessor;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.block.DocumentPostProcessor;
import com.vladsch.flexmark.parser.block.DocumentPostProcessorFactory;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.ast.NodeTracker;
import com.vladsch.flexmark.util.data.MutableDataHolder;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * Of a document and not of nodes, as flexmark's own is: for those it sorts all nodes of a
   * document by their kind first, whether there is an address or not.
   */
  private static final class Factory extends DocumentPostProcessorFactory {
    @Override
    public DocumentPostProcessor apply(Document document) {
      return new Processor();
    }
  }

  private static final class Processor extends DocumentPostProcessor {
    @Override
    public Document processDocument(Document document) {
      List<Text> texts = new ArrayList<>();
      collect(document, texts);
      if (!texts.isEmpty()) {
        AutolinkNodePostProcessor links = new AutolinkNodePostProcessor(document);
        for (Text text : texts) {
          // One before it may have taken it into its link.
          if (text.getParent() != null) {
            links.process(Unnoticed.CHANGES, text);
          }
        }
      }
      return document;
    }

    private static void collect(Node parent, List<Text> texts) {
      for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
        if (node instanceof Text text) {
          if (mayBeginLink(text)) {
            texts.add(text);
          }
        } else {
          collect(node, texts);
        }
      }
    }

    private static boolean mayBeginLink(Text text) {
      // An address may be cut by what could have been emphasis, as in a_b@example.org.
      for (Node part = text; part instanceof Text; part = part.getNext()) {
        if (mayHoldLink(TextChars.of(part.getChars()))) {
          return true;
        }
      }
      return false;
    }

    /** Addresses have one of these signs, which may be written as an entity or be escaped. */
    private static boolean mayHoldLink(TextChars text) {
      char[] chars = text.chars();
      int to = text.to();
      for (int i = text.from(); i < to; i++) {
        switch (chars[i]) {
          case '@', '&', '\\' -> {
            return true;
          }
          case ':' -> {
            if (i + 1 == to || chars[i + 1] == '/') {
              return true;
            }
          }
          case 'w', 'W' -> {
            if (i + 2 < to && (chars[i + 1] | 0x20) == 'w') {
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

  /** Flexmark looks for nodes anew when the next of its extensions wants them sorted. */
  private enum Unnoticed implements NodeTracker {
    CHANGES;

    @Override
    public void nodeAdded(Node node) {}

    @Override
    public void nodeAddedWithChildren(Node node) {}

    @Override
    public void nodeAddedWithDescendants(Node node) {}

    @Override
    public void nodeRemoved(Node node) {}

    @Override
    public void nodeRemovedWithChildren(Node node) {}

    @Override
    public void nodeRemovedWithDescendants(Node node) {}
  }
}
