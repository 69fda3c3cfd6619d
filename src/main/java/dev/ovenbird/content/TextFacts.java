package dev.ovenbird.content;

import dev.ovenbird.html.TagScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * What is counted and found in a rendered text, in one pass.
 *
 * @param headings that have an id, in the order of the text
 */
record TextFacts(ReadingTime time, List<Heading> headings) {
  static TextFacts of(String html) {
    ReadingTime.Counter words = new ReadingTime.Counter();
    List<Heading> headings = new ArrayList<>();
    Heading.Finder finder =
        new Heading.Finder(html, (heading, start, end) -> headings.add(heading));
    TagScanner tags = new TagScanner(html);
    while (tags.next()) {
      words.visitText(tags);
      words.visitTag(tags);
      finder.visit(tags);
    }
    words.visitText(tags);
    return new TextFacts(words.time(), headings);
  }
}
