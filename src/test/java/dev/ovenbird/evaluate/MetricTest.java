package dev.ovenbird.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void roundsToTheWorseSide() {
    assertThat(Metric.MEAN_COSINE.show(0.999999)).isEqualTo("0.99999");
    assertThat(Metric.MEAN_COSINE.show(1)).isEqualTo("1.00000");
    assertThat(Metric.CLASS_AGREEMENT.show(0.98765)).isEqualTo("98.7 %");
    assertThat(Metric.CLASS_AGREEMENT.show(1)).isEqualTo("100 %");
    assertThat(Metric.PERPLEXITY_INCREASE.show(0.01201)).isEqualTo("+1.3 %");
    assertThat(Metric.PERPLEXITY_INCREASE.show(-0.0119)).isEqualTo("-1.1 %");
    assertThat(Metric.PERPLEXITY_INCREASE.show(0)).isEqualTo("0 %");
  }

  @Test
  void keepsFourDigitsOfOtherNumbers() {
    assertThat(Metric.PERPLEXITY.show(12.3456)).isEqualTo("12.35");
    assertThat(Metric.MEAN_DIVERGENCE.show(0.000123456)).isEqualTo("0.0001235");
    assertThat(Metric.MEAN_DIVERGENCE.show(1e-9)).isEqualTo("< 0.000001");
    assertThat(Metric.MEAN_DIVERGENCE.show(0)).isEqualTo("0");
    assertThat(Metric.PERPLEXITY.show(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Metric.PREDICTIONS.show(1234)).isEqualTo("1,234");
  }

  @Test
  void showsLimitsAsTheyWereWritten() {
    assertThat(Metric.MEAN_COSINE.showLimit(0.99)).isEqualTo("0.99");
    assertThat(Metric.NEXT_TOKEN_AGREEMENT.showLimit(0.999)).isEqualTo("99.9 %");
    assertThat(Metric.PERPLEXITY_INCREASE.showLimit(0.02)).isEqualTo("2 %");
  }

  @Test
  void nothingThatIsNoNumberMeetsALimit() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.meets(Double.NaN, 0)).isFalse();
      assertThat(metric.meets(0.5, 0.5)).isTrue();
    }
  }
}
