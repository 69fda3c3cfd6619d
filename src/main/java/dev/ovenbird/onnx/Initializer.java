package dev.ovenbird.onnx;

import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A constant tensor whose raw data may lie outside of the heap. protobuf-java itself copies all
 * bytes to the heap, so they are kept apart from the message.
 *
 * @param header the tensor without {@code raw_data}
 * @param data its raw data; null if its numbers are in a typed field of the header
 */
public record Initializer(TensorProto header, TensorData data) {
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
        tensor.hasRawData() ? TensorData.of(tensor.getRawData().asReadOnlyByteBuffer()) : null);
  }

  public String name() {
    return header.getName();
  }

  /** Its dimensions. */
  public List<Long> shape() {
    return header.getDimsList();
  }

  /** The type of its elements; empty for types of newer versions of the format. */
  public Optional<ElementType> type() {
    return ElementType.of(header.getDataType());
  }

  /**
   * The whole tensor as protobuf has it; copies the data to the heap.
   *
   * @throws ArithmeticException if it has more than 2 GiB, where protobuf ends
   */
  public TensorProto toProto() {
    return data == null ? header : header.toBuilder().setRawData(raw()).build();
  }

  private ByteString raw() {
    return ByteString.copyFrom(data.slice(0, Math.toIntExact(data.size())));
  }
}
