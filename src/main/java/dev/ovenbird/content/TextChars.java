package dev.ovenbird.content;

import com.vladsch.flexmark.util.sequence.BasedSequence;
import com.vladsch.flexmark.util.sequence.CharSubSequence;

/**
 * The characters of a part of a text: Java's quick compiler reads flexmark's sequences slowly.
 *
 * @param chars only to be read; the part is from {@code from} to {@code to}
 */
record TextChars(char[] chars, int from, int to) {
  static TextChars of(BasedSequence text) {
    if (text instanceof CharSubSequence part) {
      return new TextChars(part.getBase(), part.getStartOffset(), part.getEndOffset());
    }
    char[] copy = text.toString().toCharArray();
    return new TextChars(copy, 0, copy.length);
  }
}
