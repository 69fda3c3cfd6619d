package dev.ovenbird.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Damage that knows the format: one field of one message becomes another number, text or message,
 * is dropped, repeated, or says a wrong length. Files stay readable deep inside and lie there.
 */
final class FieldMutation {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    16,
    127,
    255,
    4096,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 61,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final String[] TEXTS = {
    "",
    "x",
    "w",
    "y",
    "-8",
    "99999999999",
    "../model.onnx",
    "model.onnx",
    ".",
    "MatMul",
    "Gather",
    "Conv",
    "Gemm",
    "Transpose",
    "If",
    "Constant",
    "com.microsoft",
    "\0",
    "location"
  };

  private final Random random;
  private final List<String> names = new ArrayList<>(List.of(TEXTS));

  FieldMutation(Random random) {
    this.random = random;
  }

  byte[] apply(byte[] model) throws IOException {
    ModelProto parsed = ModelProto.parseFrom(model);
    parsed.getGraph().getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    parsed.getGraph().getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    return change(parsed).toByteArray();
  }

  /** Goes down a random path, and changes a field where it ends. */
  private Message change(Message message) {
    Message.Builder builder = message.toBuilder();
    List<Map.Entry<FieldDescriptor, Object>> set = List.copyOf(message.getAllFields().entrySet());
    if (set.isEmpty() || random.nextInt(12) == 0) {
      return addField(builder);
    }
    FieldDescriptor field = set.get(random.nextInt(set.size())).getKey();
    if (!field.isRepeated()) {
      return random.nextInt(10) == 0
          ? builder.clearField(field).build()
          : builder.setField(field, other(field, message.getField(field))).build();
    }
    int count = message.getRepeatedFieldCount(field);
    int index = random.nextInt(count);
    Object value = message.getRepeatedField(field, index);
    switch (random.nextInt(6)) {
      case 0 -> builder.addRepeatedField(field, value);
      case 1 -> {
        List<?> values = List.copyOf((List<?>) message.getField(field));
        builder.clearField(field);
        for (int i = 0; i < count; i++) {
          if (i != index) {
            builder.addRepeatedField(field, values.get(i));
          }
        }
      }
      case 2 -> {
        int second = random.nextInt(count);
        builder.setRepeatedField(field, index, message.getRepeatedField(field, second));
        builder.setRepeatedField(field, second, value);
      }
      default -> builder.setRepeatedField(field, index, other(field, value));
    }
    return builder.build();
  }

  private Message addField(Message.Builder builder) {
    List<FieldDescriptor> fields = builder.getDescriptorForType().getFields();
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    Object value =
        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            ? builder.newBuilderForField(field).build()
            : other(field, null);
    return field.isRepeated()
        ? builder.addRepeatedField(field, value).build()
        : builder.setField(field, value).build();
  }

  private Object other(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case INT -> (int) NUMBERS[random.nextInt(NUMBERS.length)];
      case LONG -> NUMBERS[random.nextInt(NUMBERS.length)];
      case FLOAT -> random.nextBoolean() ? Float.NaN : Float.MAX_VALUE;
      case DOUBLE -> random.nextBoolean() ? Double.NEGATIVE_INFINITY : Double.MAX_VALUE;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> names.get(random.nextInt(names.size()));
      case BYTE_STRING -> otherBytes(value == null ? ByteString.EMPTY : (ByteString) value);
      case ENUM -> {
        var values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> change((Message) value);
    };
  }

  private ByteString otherBytes(ByteString bytes) {
    return switch (random.nextInt(3)) {
      case 0 -> bytes.substring(0, random.nextInt(bytes.size() + 1));
      case 1 -> bytes.concat(ByteString.copyFrom(new byte[1 + random.nextInt(8)]));
      default -> {
        byte[] noise = new byte[bytes.size()];
        random.nextBytes(noise);
        yield ByteString.copyFrom(noise);
      }
    };
  }

  /** The model with a wrong length before its graph: each number that a varint can hold. */
  byte[] lie(byte[] model) throws IOException {
    ModelProto parsed = ModelProto.parseFrom(model);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    parsed.toBuilder().clearGraph().build().writeTo(output);
    byte[] graph = parsed.getGraph().toByteArray();
    output.writeTag(ModelProto.GRAPH_FIELD_NUMBER, 2);
    output.writeUInt64NoTag(
        random.nextBoolean()
            ? graph.length + random.nextInt(7) - 3
            : NUMBERS[random.nextInt(NUMBERS.length)]);
    output.writeRawBytes(graph);
    output.flush();
    return bytes.toByteArray();
  }
}
