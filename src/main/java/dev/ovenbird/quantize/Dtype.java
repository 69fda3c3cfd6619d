package dev.ovenbird.quantize;

import java.util.Arrays;
import java.util.Optional;

/**
 * How the weights of a model are stored. Identifiers and file names are those of Transformers.js,
 * which looks for {@code onnx/<file name>} when it is asked for a dtype.
 */
public enum Dtype {
  FP32("fp32", "model.onnx"),
  FP16("fp16", "model_fp16.onnx"),
  Q8("q8", "model_quantized.onnx"),
  Q4("q4", "model_q4.onnx"),
  Q4F16("q4f16", "model_q4f16.onnx");

  private final String id;
  private final String fileName;

  Dtype(String id, String fileName) {
    this.id = id;
    this.fileName = fileName;
  }

  /** As in {@code --dtype q8}. */
  public String id() {
    return id;
  }

  /** As in {@code models/<name>/onnx/model_quantized.onnx}. */
  public String fileName() {
    return fileName;
  }

  /** The dtype of an identifier, exactly as {@link #id} gives it. */
  public static Optional<Dtype> of(String id) {
    return Arrays.stream(values()).filter(dtype -> dtype.id.equals(id)).findFirst();
  }
}
