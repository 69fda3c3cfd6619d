package dev.ovenbird.content;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what shortcodes make in the place of their marks, the innermost first. */
final class ShortcodeExpander {
  // From Unicode's private use area: no text has them, and no renderer changes them.
  private static final Pattern MARK = Pattern.compile("\uE000(\\d+):(\\d+)\uE001");

  private static final String P = "<p>";

  private static final Pattern BLOCK =
      Pattern.compile(
          "<(address|article|aside|blockquote|details|div|dl|figure|form|h[1-6]|hr|nav|ol|p|pre"
              + "|section|table|ul)\\b");

  private final SourceDocument document;
  private final Shortcodes shortcodes;
  private final Diagnostics diagnostics;
  private final Deque<Open> open = new ArrayDeque<>();
  private StringBuilder out = new StringBuilder();

  /** Where the paragraph's tag stands that Markdown put before a shortcode. */
  private int paragraph;

  /** Whether what was made last can be no part of that paragraph, and is all of it so far. */
  private boolean alone;

  private record Open(ShortcodeTag tag, int offset, String text, StringBuilder before) {}

  private ShortcodeExpander(
      SourceDocument document, Shortcodes shortcodes, Diagnostics diagnostics) {
    this.document = document;
    this.shortcodes = shortcodes;
    this.diagnostics = diagnostics;
  }

  /** Stands in the HTML for a tag, by its place in the text. */
  static String mark(int start, int end) {
    return "\uE000" + start + ":" + end + "\uE001";
  }

  /** Expands all shortcodes in a document's HTML. */
  static String expand(
      String html, SourceDocument document, Shortcodes shortcodes, Diagnostics diagnostics) {
    return html.indexOf('\uE000') < 0
        ? html
        : new ShortcodeExpander(document, shortcodes, diagnostics).expand(html);
  }

  private String expand(String html) {
    Matcher marks = MARK.matcher(html);
    int at = 0;
    while (marks.find()) {
      append(html.substring(at, marks.start()));
      at = marks.end();
      int offset = Integer.parseInt(marks.group(1));
      String text = document.head().body().substring(offset, Integer.parseInt(marks.group(2)));
      ShortcodeTag.parse(text)
          .ifPresentOrElse(
              tag -> visit(tag, offset, text),
              () ->
                  complain(
                      offset,
                      text,
                      "This tag has no end.",
                      "Write > behind its arguments, and quotation marks around texts."));
    }
    append(html.substring(at));
    while (!open.isEmpty()) {
      Open left = open.pop();
      complain(
          left.offset(),
          left.text(),
          "The shortcode " + left.tag().name() + " has no end.",
          "Write </@" + left.tag().name() + "> behind its text, or <@… /> where it has none.");
      out.insert(0, left.before());
    }
    return out.toString();
  }

  private void visit(ShortcodeTag tag, int offset, String text) {
    switch (tag.kind()) {
      case WHOLE -> call(tag, Optional.empty(), offset, text);
      case OPEN -> {
        open.push(new Open(tag, offset, text, out));
        out = new StringBuilder();
      }
      case CLOSE -> close(tag, offset, text);
    }
  }

  private void close(ShortcodeTag tag, int offset, String text) {
    Open opened = open.peek();
    if (opened == null || !tag.name().isEmpty() && !tag.name().equals(opened.tag().name())) {
      complain(
          offset,
          text,
          "This ends a shortcode that was not begun.",
          opened == null
              ? "Remove it, or begin one with <@" + tag.name() + ">."
              : "The one that is open here is "
                  + opened.tag().name()
                  + ", of line "
                  + place(opened.offset()).line()
                  + ".");
      return;
    }
    open.pop();
    String body = out.toString();
    out = opened.before();
    call(opened.tag(), Optional.of(body), opened.offset(), opened.text());
  }

  private void call(ShortcodeTag tag, Optional<String> body, int offset, String text) {
    String made = render(tag, body, offset, text);
    // Markdown made a paragraph of a line that holds nothing but a table, say.
    paragraph = out.length() - P.length();
    alone = paragraph >= 0 && out.indexOf(P, paragraph) >= 0 && BLOCK.matcher(made).lookingAt();
    out.append(made);
  }

  private void append(String html) {
    boolean unwraps = alone && html.startsWith("</p>");
    if (unwraps) {
      out.delete(paragraph, paragraph + P.length());
    }
    out.append(html, unwraps ? "</p>".length() : 0, html.length());
    alone = false;
  }

  private String render(ShortcodeTag tag, Optional<String> body, int offset, String text) {
    TextPlace place = place(offset);
    try {
      return shortcodes.render(
          new Shortcodes.Call(
              tag.name(),
              tag.arguments(),
              body,
              document.model(),
              document.file(),
              place.line(),
              place.column(),
              text));
    } catch (InputException e) {
      diagnostics.addAll(e.diagnostics());
      return "";
    }
  }

  private TextPlace place(int offset) {
    return new TextLines(document.head().body(), document.head().bodyLine()).place(offset);
  }

  private void complain(int offset, String text, String message, String hint) {
    TextPlace place = place(offset);
    int length = text.contains("\n") ? text.indexOf('\n') : text.length();
    diagnostics.add(
        Diagnostic.error(document.file(), place.line(), message, hint).at(place.column(), length));
  }
}
