package dev.ovenbird.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @Test
  void endsAtRoundNumbers() {
    assertThat(linear(3, 97).ticks()).containsExactly(0.0, 50.0, 100.0);
    assertThat(linear(-3, 12).ticks()).containsExactly(-5.0, 0.0, 5.0, 10.0, 15.0);
    assertThat(linear(0, 0.3).ticks()).containsExactly(0.0, 0.1, 0.2, 0.3);
    assertThat(linear(0, 0).ticks()).containsExactly(0.0, 0.5, 1.0);
    assertThat(linear(-3, 12).base()).isEqualTo(0.25);
  }

  @Test
  void givesEachPowerOfTenTheSameRoom() {
    Scale scale = Scale.of(Scale.Kind.LOG, List.of(1.0, 100.0), true);
    assertThat(scale.ticks()).containsExactly(1.0, 10.0, 100.0);
    assertThat(scale.at(10)).isCloseTo(0.5, within(1e-9));
    assertThat(scale.base()).isZero();
  }

  @Test
  void givesEachNineTheSameRoom() {
    Scale scale = Scale.of(Scale.Kind.NINES, List.of(0.9, 0.999), true);
    assertThat(scale.at(0.9)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(scale.at(0.999)).isCloseTo(1, within(1e-9));
    assertThat(scale.at(Double.NaN)).isZero();
    assertThat(scale.at(-1)).isZero();
    assertThat(scale.at(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5.25    | `s`     | -1 | 5.25_s
          1234.56 | ``      | -1 | 1235
          12345.6 | ``      | 1  | 12,345.6
          0.00123 | `%`     | -1 | 0.00123_%
          -3      | `×`     | 2  | −3.00×
          22900000| `bytes` | -1 | 22.9_MB
          2570000000| `bytes` | 1 | 2.57_GB
          NaN     | `s`     | -1 | –
          """)
  void writesNumbers(double value, String unit, int decimals, String expected) {
    assertThat(new NumberStyle(unit, decimals).text(value))
        .isEqualTo(expected.replace('_', '\u202F'));
  }

  private static Scale linear(double low, double high) {
    return Scale.of(Scale.Kind.LINEAR, List.of(low, high), true);
  }
}
