package dev.ovenbird.quantize;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Stores a weight in 8 bits: {@code weight ≈ q * scale}, with one scale per channel.
 *
 * <p>Channels are independent and are done in parallel; the result does not depend on how many
 * threads there are.
 */
final class Int8Channels {
  private final Weight weight;
  private final ByteBuffer quantized;
  private final float[] scales;
  private final double[] errors;
  private final double[] energies;

  private Int8Channels(Weight weight, ByteBuffer quantized) {
    this.weight = weight;
    this.quantized = quantized;
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

  /** One per channel. */
  float[] scales() {
    return scales;
  }

  /** Root of the mean squared error, over that of the weights; 0 for a weight of zeros. */
  double relativeRmsError() {
    double energy = IntStream.range(0, energies.length).mapToDouble(i -> energies[i]).sum();
    double error = IntStream.range(0, errors.length).mapToDouble(i -> errors[i]).sum();
    return energy == 0 ? 0 : Math.sqrt(error / energy);
  }

  private void channel(int channel) {
    FloatBuffer values = weight.tensor().values();
    int inner = weight.inner();
    int stride = inner * weight.channels();
    float[] weights = new float[weight.elements() / weight.channels()];
    int count = 0;
    for (int row = channel * inner; row < weight.elements(); row += stride) {
      for (int i = row; i < row + inner; i++) {
        weights[count++] = values.get(i);
      }
    }
    ScaleSearch.Scale scale = ScaleSearch.of(weights);
    float inverse = 1 / scale.grid();
    count = 0;
    for (int row = channel * inner; row < weight.elements(); row += stride) {
      for (int i = row; i < row + inner; i++) {
        quantized.put(i, (byte) ScaleSearch.round(weights[count++], inverse));
      }
    }
    scales[channel] = scale.scale();
    errors[channel] = scale.squaredError();
    for (float value : weights) {
      energies[channel] += (double) value * value;
    }
  }
}
