package dev.ovenbird.quantize;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Stores a weight in 8 bits: {@code weight ≈ q * factor * scale}, with one scale per channel and,
 * for matrices, one small whole factor per index of the other axis.
 *
 * <p>Channels are independent and are done in parallel; the result does not depend on how many
 * threads there are.
 */
final class Int8Channels {
  private final Weight weight;
  private final FloatBuffer values;
  private final ByteBuffer quantized;
  private final int[] factors;
  private final float[] scales;
  private final double[] errors;
  private final double[] energies;

  private Int8Channels(Weight weight, ByteBuffer quantized) {
    this.weight = weight;
    this.values = weight.tensor().values();
    this.quantized = quantized;
    this.factors = Factors.of(weight);
    this.scales = new float[weight.channels()];
    this.errors = new double[weight.channels()];
    this.energies = new double[weight.channels()];
  }

  /** Fills the buffer, which has as many bytes as the weight has elements. */
  static Int8Channels fill(Weight weight, ByteBuffer quantized) {
    Int8Channels channels = new Int8Channels(weight, quantized);
    IntStream.range(0, weight.channels()).parallel().forEach(channels::channel);
    return channels;
  }

  /** From 1 to 255, one per index of the axis that is not the channels'; none if not a matrix. */
  int[] factors() {
    return factors;
  }

  /** One per channel. */
  float[] scales() {
    return scales;
  }

  /** Root of the mean squared error, over that of the weights; 0 for a weight of zeros. */
  double relativeRmsError() {
    double energy = DoubleStream.of(energies).sum();
    double error = DoubleStream.of(errors).sum();
    return energy == 0 ? 0 : Math.sqrt(error / energy);
  }

  private void channel(int channel) {
    int inner = weight.inner();
    int stride = inner * weight.channels();
    float[] weights = new float[weight.elements() / weight.channels()];
    int count = 0;
    for (int row = channel * inner; row < weight.elements(); row += stride) {
      for (int i = row; i < row + inner; i++) {
        weights[count] = values.get(i) / factor(count);
        count++;
      }
    }
    ScaleSearch.Scale scale = ScaleSearch.of(weights);
    float inverse = 1 / scale.grid();
    count = 0;
    for (int row = channel * inner; row < weight.elements(); row += stride) {
      for (int i = row; i < row + inner; i++) {
        int q = ScaleSearch.round(weights[count], inverse);
        quantized.put(i, (byte) q);
        double value = values.get(i);
        double error = value - (double) scale.scale() * factor(count) * q;
        energies[channel] += value * value;
        errors[channel] += error * error;
        count++;
      }
    }
    scales[channel] = scale.scale();
  }

  private int factor(int index) {
    return factors.length == 0 ? 1 : factors[index];
  }
}
