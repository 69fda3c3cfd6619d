package dev.ovenbird.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;

/** How many bytes the messages of a model take, their weights included. */
public final class OnnxSize {
  private OnnxSize() {}

  /** Of a model as one file. */
  public static long of(OnnxModel model) {
    ModelProto rest = model.header().toBuilder().clearGraph().build();
    return rest.getSerializedSize() + field(ModelProto.GRAPH_FIELD_NUMBER, graph(model));
  }

  static long graph(OnnxModel model) {
    long size = model.graph().getSerializedSize();
    for (Initializer initializer : model.initializers()) {
      size += field(GraphProto.INITIALIZER_FIELD_NUMBER, tensor(initializer));
    }
    return size;
  }

  static long tensor(Initializer initializer) {
    long size = initializer.header().getSerializedSize();
    return initializer.data() == null
        ? size
        : size + field(TensorProto.RAW_DATA_FIELD_NUMBER, initializer.data().size());
  }

  /** Of a field with its tag and length. */
  private static long field(int number, long length) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(length)
        + length;
  }
}
