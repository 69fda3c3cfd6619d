package dev.ovenbird.figures;

import static dev.ovenbird.html.HtmlEscape.escaped;

import dev.ovenbird.diagnostics.Suggestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Code in a fenced block as HTML, coloured by the language's lexer. */
final class CodeBlock {
  /** In characters; what is longer scrolls on a phone, and has to by keyboard too. */
  private static final int FITS_A_PHONE = 36;

  private final Fence fence;
  private final StringBuilder html = new StringBuilder();

  private CodeBlock(Fence fence) {
    this.fence = fence;
  }

  static String html(Fence fence) {
    return new CodeBlock(fence.allowing(List.of("title", "linenos", "mark"))).html();
  }

  /** The coloured code alone. */
  static String inner(Fence fence) {
    CodeBlock block = new CodeBlock(fence);
    block.write(block.lines(CodeLanguage.named(fence.word())));
    return block.html.toString().stripTrailing();
  }

  private String html() {
    Optional<CodeLanguage> language = CodeLanguage.named(fence.word());
    if (language.isEmpty() && !fence.word().isEmpty()) {
      fence
          .scope()
          .warning(
              fence.line(),
              "The code stays without colours, since its language is not known: " + fence.word(),
              hint());
    }
    String code = fence.text().stripTrailing();
    List<List<CodeToken>> lines = lines(language);
    String title = fence.setting("title");
    html.append("<figure class=\"code\">\n");
    if (!title.isEmpty()) {
      html.append("<figcaption>").append(escaped(title)).append("</figcaption>\n");
    }
    html.append("<pre");
    if (code.lines().mapToInt(String::length).max().orElse(0) > FITS_A_PHONE) {
      String name = language.map(CodeLanguage::title).orElse("Code");
      html.append(" tabindex=\"0\" role=\"group\" aria-label=\"")
          .append(escaped(title.isEmpty() ? name : title))
          .append('"');
    }
    html.append("><code");
    language.ifPresent(known -> html.append(" class=\"language-").append(known.id()).append('"'));
    html.append('>');
    write(lines);
    return html.append("</code></pre>\n</figure>\n").toString();
  }

  private String hint() {
    String suggestion = Suggestion.forWord(fence.word(), CodeLanguage.allNames());
    return suggestion.isEmpty()
        ? "Write text for what is no code; all languages are listed in Ovenbird's documentation."
        : suggestion;
  }

  /** The code's tokens line by line, neighbours of one kind made one. */
  private List<List<CodeToken>> lines(Optional<CodeLanguage> language) {
    List<CodeToken> tokens =
        language.orElse(CodeLanguage.TEXT).tokens(fence.text().stripTrailing());
    List<List<CodeToken>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    for (CodeToken token : tokens) {
      String text = token.text();
      int at = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
        append(lines.get(lines.size() - 1), token.kind(), text.substring(at, end));
        lines.add(new ArrayList<>());
        at = end + 1;
      }
      append(lines.get(lines.size() - 1), token.kind(), text.substring(at));
    }
    return lines;
  }

  private static void append(List<CodeToken> line, TokenKind kind, String text) {
    int last = line.size() - 1;
    if (text.isEmpty()) {
      return;
    }
    if (text.isBlank()) {
      line.add(new CodeToken(TokenKind.PLAIN, text));
    } else if (last >= 0 && line.get(last).kind() == kind) {
      line.set(last, new CodeToken(kind, line.get(last).text() + text));
    } else if (last >= 1 && line.get(last).text().isBlank() && line.get(last - 1).kind() == kind) {
      String blank = line.remove(last).text();
      line.set(last - 1, new CodeToken(kind, line.get(last - 1).text() + blank + text));
    } else {
      line.add(new CodeToken(kind, text));
    }
  }

  private void write(List<List<CodeToken>> lines) {
    boolean numbered = fence.has("linenos");
    int first = numbered ? firstNumber() : 1;
    BitSet marked = MarkedLines.of(fence, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      boolean whole = numbered || !marked.isEmpty();
      boolean mark = marked.get(i + 1);
      if (whole) {
        // In an attribute and drawn by the style sheet, so that nobody copies it with the code.
        html.append(mark ? "<mark" : "<span").append(" class=\"line\"");
        if (numbered) {
          html.append(" data-line=\"").append(first + i).append('"');
        }
        html.append('>');
      }
      lines.get(i).forEach(this::write);
      html.append('\n');
      if (whole) {
        html.append(mark ? "</mark>" : "</span>");
      }
    }
  }

  private int firstNumber() {
    String first = fence.setting("linenos");
    if (!first.matches("\\d{0,6}")) {
      fence
          .scope()
          .warning(
              fence.line(),
              "This is no number to begin with: " + first,
              "Write linenos, or linenos=10 where the block begins at line 10.");
      return 1;
    }
    return first.isEmpty() ? 1 : Integer.parseInt(first);
  }

  private void write(CodeToken token) {
    if (token.kind() == TokenKind.PLAIN) {
      html.append(escaped(token.text()));
    } else {
      html.append("<span class=\"")
          .append(token.kind().cssClass())
          .append("\">")
          .append(escaped(token.text()))
          .append("</span>");
    }
  }
}
