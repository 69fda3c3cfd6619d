package dev.ovenbird.onnx;

import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * A constant tensor whose raw data may lie outside of the heap. protobuf-java itself copies all
 * bytes to the heap, so they are kept apart from the message.
 *
 * @param header the tensor without {@code raw_data}
 * @param data its raw data, little endian, from index 0 to the limit, read with absolute gets only;
 *     null if its numbers are in a typed field of the header
 */
public record Initializer(TensorProto header, ByteBuffer data) {
  public Initializer {
    Objects.requireNonNull(header, "header");
    if (header.hasRawData()) {
      throw new IllegalArgumentException(header.getName() + " has raw data in its header");
    }
  }

  /** A tensor as protobuf has it, with its data on the heap. */
  public static Initializer of(TensorProto tensor) {
    return new Initializer(
        tensor.toBuilder().clearRawData().build(),
        tensor.hasRawData() ? tensor.getRawData().asReadOnlyByteBuffer() : null);
  }

  public String name() {
    return header.getName();
  }

  /** Its dimensions. */
  public List<Long> shape() {
    return header.getDimsList();
  }

  /** The whole tensor as protobuf has it; copies the data to the heap. */
  public TensorProto toProto() {
    return data == null
        ? header
        : header.toBuilder().setRawData(ByteString.copyFrom(data.duplicate())).build();
  }

  /** A view of the data of its own, little endian. */
  ByteBuffer view() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
