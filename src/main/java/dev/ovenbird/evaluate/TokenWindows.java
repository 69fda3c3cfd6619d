package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a text's tokens into pieces that a model can take at once. */
final class TokenWindows {
  private TokenWindows() {}

  /**
   * The pieces, one after the other, without overlap. Each begins with the special tokens that the
   * tokenizer puts before a text, since models read nothing without them; those that it puts behind
   * are left out, for the text goes on. A rest that predicts nothing is left out.
   *
   * @param maxLength of a piece, in tokens, special ones included; at least 2 more than those
   */
  static List<long[]> of(Encoding encoding, int maxLength) {
    long[] ids = encoding.getIds();
    long[] special = encoding.getSpecialTokenMask();
    int begin = 0;
    while (begin < ids.length && special[begin] == 1) {
      begin++;
    }
    int end = ids.length;
    while (end > begin && special[end - 1] == 1) {
      end--;
    }
    int step = Math.max(1, maxLength - begin);
    List<long[]> windows = new ArrayList<>();
    for (int from = begin; from < end; from += step) {
      int length = Math.min(step, end - from);
      long[] window = Arrays.copyOf(ids, begin + length);
      System.arraycopy(ids, from, window, begin, length);
      if (window.length > 1) {
        windows.add(window);
      }
    }
    return windows;
  }
}
