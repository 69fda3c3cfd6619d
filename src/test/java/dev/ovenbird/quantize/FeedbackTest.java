package dev.ovenbird.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
  private static final int SAMPLES = 400;
  private static final int OUTPUTS = 48;

  @ParameterizedTest
  @CsvSource({"64,4,32", "72,4,32", "200,4,32", "96,8,2147483647"})
  void outputsStrayLessThanByRoundingToTheNearest(int inputs, int bits, int block) {
    float[] samples = correlated(inputs);
    float[] weights = gaussian(inputs * OUTPUTS, 2);
    Grid grid = new Grid(bits, block, bits == 4);
    float[] ones = InputPlan.UNKNOWN.divisorsOrOnes(inputs);
    Feedback feedback = Feedback.of(new Samples(inputs, samples), ones);
    double nearest = outputError(samples, weights, quantized(weights, inputs, grid, null));
    double fedBack = outputError(samples, weights, quantized(weights, inputs, grid, feedback));
    assertThat(fedBack).isLessThan(nearest * 0.75);
  }

  private static Tile quantized(float[] weights, int inputs, Grid grid, Feedback feedback) {
    Tile tile = new Tile(inputs, OUTPUTS, grid.blocks(inputs));
    for (int k = 0; k < inputs; k++) {
      System.arraycopy(weights, k * OUTPUTS, tile.weights[k], 0, OUTPUTS);
    }
    new TileQuantizer(grid, feedback).quantize(tile);
    for (int k = 0; k < inputs; k++) {
      int block = grid.blockSize() >= inputs ? 0 : k / grid.blockSize();
      for (int i = 0; i < OUTPUTS; i++) {
        int q = (tile.integers[k][i] & 0xFF) - (tile.zeroPoints[block][i] & 0xFF);
        tile.weights[k][i] = q * tile.scales[block][i];
      }
    }
    return tile;
  }

  private static double outputError(float[] samples, float[] weights, Tile rounded) {
    int inputs = rounded.inputs;
    double sum = 0;
    for (int row = 0; row < samples.length; row += inputs) {
      for (int i = 0; i < OUTPUTS; i++) {
        double error = 0;
        for (int k = 0; k < inputs; k++) {
          error += samples[row + k] * (weights[k * OUTPUTS + i] - rounded.weights[k][i]);
        }
        sum += error * error;
      }
    }
    return Math.sqrt(sum);
  }

  /** Inputs that go along with each other, as those of trained networks do. */
  private static float[] correlated(int inputs) {
    float[] common = gaussian(SAMPLES * 8, 3);
    float[] mixing = gaussian(8 * inputs, 4);
    float[] samples = gaussian(SAMPLES * inputs, 5);
    for (int row = 0; row < SAMPLES; row++) {
      for (int k = 0; k < inputs; k++) {
        for (int c = 0; c < 8; c++) {
          samples[row * inputs + k] += common[row * 8 + c] * mixing[c * inputs + k];
        }
      }
    }
    return samples;
  }

  private static float[] gaussian(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
