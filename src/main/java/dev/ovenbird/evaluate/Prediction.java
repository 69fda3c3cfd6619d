package dev.ovenbird.evaluate;

/**
 * What two models say of the next token at one position.
 *
 * @param top the token that the original scores highest; -1 when it gives no numbers
 * @param candidateTop the same of the candidate
 * @param divergence {@code Σ P ln(P / Q)} of the original's distribution P and the candidate's Q,
 *     in nats; infinite when one of them gives no numbers
 * @param surprisal {@code -ln P(token that came)}, in nats
 * @param candidateSurprisal {@code -ln Q(token that came)}, in nats
 */
record Prediction(
    int top, int candidateTop, double divergence, double surprisal, double candidateSurprisal) {

  /**
   * Compares two rows of logits, {@code [vocabulary]} each.
   *
   * @param token the one that came next in the text
   */
  static Prediction of(float[] original, float[] candidate, int token) {
    // ln softmax(x)_i = x_i - ln Σ exp(x): in doubles, and shifted so that nothing overflows.
    double logSum = logSumExp(original);
    double candidateLogSum = logSumExp(candidate);
    double divergence = 0;
    for (int i = 0; i < original.length; i++) {
      double log = original[i] - logSum;
      double share = Math.exp(log);
      if (share != 0) {
        divergence += share * (log - (candidate[i] - candidateLogSum));
      }
    }
    return new Prediction(
        Vectors.argMax(original),
        Vectors.argMax(candidate),
        orInfinite(Math.max(0, divergence)),
        orInfinite(logSum - original[token]),
        orInfinite(candidateLogSum - candidate[token]));
  }

  boolean agrees() {
    return top >= 0 && top == candidateTop;
  }

  private static double logSumExp(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }

  private static double orInfinite(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }
}
