package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final int INPUTS = 32;

  @Test
  void productsStayTheSame() {
    Random random = new Random(1);
    float[][] weights = new float[INPUTS][1];
    float[] sample = new float[INPUTS];
    float[] divisors = new float[INPUTS];
    double exact = 0;
    for (int k = 0; k < INPUTS; k++) {
      weights[k][0] = (float) random.nextGaussian();
      sample[k] = (float) random.nextGaussian();
      divisors[k] = 0.5f + random.nextFloat();
      exact += sample[k] * weights[k][0];
      weights[k][0] *= divisors[k];
    }
    Rotation.apply(weights);
    float[] mixed = Rotation.apply(new Samples(INPUTS, sample), divisors).values();
    double product = 0;
    for (int k = 0; k < INPUTS; k++) {
      product += mixed[k] * weights[k][0];
    }
    assertThat(product).isCloseTo(exact, within(1e-4));
  }

  @Test
  void oneExtremeIsSpreadOverSixteen() {
    float[] sample = new float[INPUTS];
    sample[3] = 8;
    float[] ones = InputPlan.UNKNOWN.divisorsOrOnes(INPUTS);
    float[] mixed = Rotation.apply(new Samples(INPUTS, sample), ones).values();
    for (int k = 0; k < INPUTS; k++) {
      assertThat(Math.abs(mixed[k])).isEqualTo(k < Rotation.SIZE ? 2f : 0f);
    }
  }
}
