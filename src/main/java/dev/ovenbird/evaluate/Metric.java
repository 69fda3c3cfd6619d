package dev.ovenbird.evaluate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A figure that says how near a candidate is to its original. */
public enum Metric {
  /** Mean over the samples of the cosine between both models' vectors, -1 to 1. */
  MEAN_COSINE("meanCosine", "mean cosine", Unit.COSINE, true),
  /** The lowest of those cosines. */
  MINIMUM_COSINE("minimumCosine", "lowest cosine", Unit.COSINE, true),
  /** Share of sentences whose nearest other sentence is the same in both models. */
  NEAREST_NEIGHBOUR_AGREEMENT(
      "nearestNeighbourAgreement", "same nearest neighbour", Unit.SHARE, true),
  /** Share of images for which both models score the same class highest. */
  CLASS_AGREEMENT("classAgreement", "same class", Unit.SHARE, true),
  /** Share of positions at which both models score the same next token highest. */
  NEXT_TOKEN_AGREEMENT("nextTokenAgreement", "same next token", Unit.SHARE, true),
  /**
   * Mean over the positions of the Kullback-Leibler divergence from the original's distribution of
   * the next token P to the candidate's Q, {@code Σ P ln(P / Q)}, in nats (Kullback and Leibler, On
   * Information and Sufficiency, 1951).
   */
  MEAN_DIVERGENCE("meanDivergence", "mean KL divergence, nats", Unit.NUMBER, false),
  /**
   * Perplexity of the original on the text: {@code exp(-mean ln P(token | tokens before))} (Jelinek
   * et al., Perplexity, 1977). Lower is better; 1 is a text that is known by heart.
   */
  ORIGINAL_PERPLEXITY("originalPerplexity", "perplexity of the original", Unit.NUMBER, false),
  /** The candidate's perplexity on the same text. */
  PERPLEXITY("perplexity", "perplexity", Unit.NUMBER, false),
  /** By what fraction of the original's the candidate's perplexity is higher; may be negative. */
  PERPLEXITY_INCREASE("perplexityIncrease", "perplexity increase", Unit.INCREASE, false),
  /** At how many positions both models predicted a next token. */
  PREDICTIONS("predictions", "predicted tokens", Unit.COUNT, true);

  private enum Unit {
    COSINE,
    SHARE,
    INCREASE,
    NUMBER,
    COUNT
  }

  private static final MathContext DIGITS = new MathContext(4);

  private final String id;
  private final String label;
  private final Unit unit;
  private final boolean higherIsBetter;

  Metric(String id, String label, Unit unit, boolean higherIsBetter) {
    this.id = id;
    this.label = label;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
  }

  /** Its key in JSON. */
  @JsonValue
  public String id() {
    return id;
  }

  /** Its name for people, in lower case. */
  public String label() {
    return label;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether a value is as good as a limit, or better. What is not a number never is. */
  public boolean meets(double value, double limit) {
    return higherIsBetter ? value >= limit : value <= limit;
  }

  /**
   * A value for people: {@code 0.99987}, {@code 98.4 %}, {@code +3.1 %}. Cosines, shares and
   * increases are rounded to the worse side, so that only what is equal reads as 1 or 100 %.
   */
  public String show(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : "not a number";
    }
    return switch (unit) {
      case COSINE -> decimals("%.5f", Math.floor(value * 1e5 + 1e-9) / 1e5);
      case SHARE -> tenths(Math.floor(value * 1000 + 1e-9) / 10) + " %";
      case INCREASE -> (value > 0 ? "+" : "") + tenths(Math.ceil(value * 1000 - 1e-9) / 10) + " %";
      case COUNT -> decimals("%,.0f", value);
      case NUMBER -> value != 0 && Math.abs(value) < 1e-6 ? "< 0.000001" : significant(value);
    };
  }

  /** A limit for people, as one would write it: {@code 0.99}, {@code 95 %}. */
  public String showLimit(double limit) {
    BigDecimal exact = BigDecimal.valueOf(limit);
    return switch (unit) {
      case SHARE, INCREASE -> plain(exact.movePointRight(2)) + " %";
      default -> plain(exact);
    };
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String significant(double value) {
    return plain(new BigDecimal(value).round(DIGITS));
  }

  /** One digit behind the point, and none where it would be 0. */
  private static String tenths(double value) {
    String text = decimals("%.1f", value + 0.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String decimals(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
