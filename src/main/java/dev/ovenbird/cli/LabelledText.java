package dev.ovenbird.cli;

import java.util.List;

/** Lines of text in two columns: what something is called, and what it is. */
final class LabelledText {
  private static final int LABEL = 11;
  private static final int WIDTH = 90;
  private static final int SIZE = 8;

  private final StringBuilder text = new StringBuilder();

  /** One line; no label for one that goes on. */
  void line(String label, String value) {
    text.append((pad(label, LABEL) + value).stripTrailing()).append('\n');
  }

  /** A label and a line for each value, or nothing if there is none. */
  void list(String label, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      line(i == 0 ? label : "", values.get(i));
    }
  }

  /** Words with commas between them, in lines that fit a terminal. */
  void wrapped(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i < words.size() - 1 ? "," : "");
      if (LABEL + line.length() + word.length() > WIDTH) {
        line("", line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line("", line.toString());
  }

  /** How wide a column of these texts is. */
  static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Sizes stand flush right. */
  static String size(String size) {
    return " ".repeat(Math.max(0, SIZE - size.length())) + size;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
