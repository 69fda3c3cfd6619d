package dev.ovenbird.search;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Cuts a document at its headings and paragraphs into passages of a size that an encoder reads
 * whole.
 */
public final class PassageSplitter {
  /** About 120 word pieces; longer texts blur into one vector. */
  private static final int TARGET = 500;

  private static final String BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,blockquote,figcaption";

  private final String url;
  private final String title;
  private final List<Passage> passages = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String heading = "";
  private String anchor = "";

  private PassageSplitter(String url, String title) {
    this.url = url;
    this.title = title;
  }

  /**
   * The passages of one document, in order.
   *
   * @param summary said of the whole; empty when there is none
   * @param body rendered HTML; code is left out, since the encoder was trained on sentences
   */
  public static List<Passage> split(String url, String title, String summary, String body) {
    PassageSplitter splitter = new PassageSplitter(url, title);
    splitter.add(summary);
    splitter.flush();
    for (Element block : Jsoup.parseBodyFragment(body).body().select(BLOCKS)) {
      splitter.visit(block);
    }
    splitter.flush();
    return splitter.passages;
  }

  private void visit(Element block) {
    if (block.normalName().matches("h[1-6]")) {
      flush();
      heading = block.text();
      anchor = block.id().isEmpty() ? "" : "#" + block.id();
    } else if (block.select(BLOCKS).size() == 1 && block.closest("pre, [hidden]") == null) {
      // Only the innermost blocks, so that no sentence is taken twice.
      add(block.text());
    }
  }

  private void add(String sentence) {
    if (sentence.isBlank()) {
      return;
    }
    if (text.length() > 0 && text.length() + sentence.length() > TARGET) {
      flush();
    }
    text.append(text.length() == 0 ? "" : " ").append(sentence.strip());
  }

  private void flush() {
    if (text.length() > 0) {
      passages.add(new Passage(url + anchor, title, heading, text.toString()));
      text.setLength(0);
    }
  }
}
