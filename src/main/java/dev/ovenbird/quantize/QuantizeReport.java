package dev.ovenbird.quantize;

import java.util.List;

/**
 * What the quantizer did. Jackson writes and reads it as it is.
 *
 * @param originalBytes size of the original with its external data, in bytes
 * @param bytes size of the new file, in bytes
 * @param quantized the tensors that were made smaller, in the model's order
 * @param kept the tensors that were left, with the reason, in the model's order
 */
public record QuantizeReport(
    long originalBytes, long bytes, List<QuantizedTensor> quantized, List<KeptTensor> kept) {

  public QuantizeReport {
    quantized = List.copyOf(quantized);
    kept = List.copyOf(kept);
  }
}
