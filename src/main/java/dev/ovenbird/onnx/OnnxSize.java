package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;

/** How large a model would be as one file. */
public final class OnnxSize {
  private OnnxSize() {}

  /** In bytes, a little less than exact; does not overflow as protobuf's own int would. */
  public static long of(ModelProto model) {
    long tensors = model.getGraph().getInitializerList().stream()
        .mapToLong(TensorProto::getSerializedSize).sum();
    if (tensors > Integer.MAX_VALUE) {
      return tensors;
    }
    int size = model.getSerializedSize();
    return size < 0 ? 1L << 31 : size;
  }
}
