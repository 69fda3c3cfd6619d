package dev.ovenbird.content;

import com.vladsch.flexmark.util.sequence.builder.ISequenceBuilder;
import java.util.Arrays;

/**
 * Takes what flexmark renders. Flexmark hands HTML over character by character, each as a part of a
 * sequence, and copies each line three times; its own builder looks at every character each time.
 * For one thread.
 */
final class HtmlText implements ISequenceBuilder<HtmlText, CharSequence>, CharSequence {
  /** Most lines are longer. */
  private static final int FEW = 64;

  /** For the end of a line. */
  private static final int SPARE = 8;

  private char[] chars;
  private int length;

  /**
   * @param capacity how many characters may come, as far as one knows
   */
  HtmlText(int capacity) {
    this(new char[capacity], 0);
  }

  private HtmlText(char[] chars, int length) {
    this.chars = chars;
    this.length = length;
  }

  static HtmlText of(TextChars text) {
    return new HtmlText(
        Arrays.copyOfRange(text.chars(), text.from(), text.to()), text.to() - text.from());
  }

  @Override
  public HtmlText append(CharSequence text, int start, int end) {
    if (text == null || start >= end) {
      return this;
    }
    int at = grow(end - start);
    if (end == start + 1) {
      chars[at] = text.charAt(start);
    } else if (text instanceof HtmlText html) {
      System.arraycopy(html.chars, start, chars, at, end - start);
    } else if (text instanceof String string) {
      string.getChars(start, end, chars, at);
    } else {
      for (int i = start; i < end; i++) {
        chars[at++] = text.charAt(i);
      }
    }
    return this;
  }

  @Override
  public HtmlText append(char c) {
    int at = grow(1);
    chars[at] = c;
    return this;
  }

  @Override
  public HtmlText append(char c, int count) {
    int at = grow(Math.max(0, count));
    Arrays.fill(chars, at, length, c);
    return this;
  }

  /** Makes room for more characters, which count from now on; where the first of them goes. */
  private int grow(int more) {
    int at = length;
    length += more;
    if (length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(length + SPARE, Math.max(FEW, 2 * chars.length)));
    }
    return at;
  }

  @Override
  public HtmlText getBuilder() {
    return new HtmlText(0);
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
  }

  /** Only to be read. A line without its end, of which there are most, shares the characters. */
  @Override
  public CharSequence subSequence(int start, int end) {
    return start == 0
        ? new HtmlText(chars, end)
        : new HtmlText(Arrays.copyOfRange(chars, start, end), end - start);
  }

  @Override
  public CharSequence getSingleBasedSequence() {
    return this;
  }

  @Override
  public CharSequence toSequence() {
    return this;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
