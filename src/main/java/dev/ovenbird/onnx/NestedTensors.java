package dev.ovenbird.onnx;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ovenbird.onnx.proto.Onnx.AttributeProto;
import dev.ovenbird.onnx.proto.Onnx.FunctionProto;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.SparseTensorProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.TrainingInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors that are not initializers of the main graph: constants in nodes, initializers of
 * branches and loops, those in functions, sparse ones, and those for training.
 */
final class NestedTensors {
  private static final Set<Descriptor> HOLDERS =
      Set.of(
          ModelProto.getDescriptor(),
          GraphProto.getDescriptor(),
          NodeProto.getDescriptor(),
          AttributeProto.getDescriptor(),
          FunctionProto.getDescriptor(),
          SparseTensorProto.getDescriptor(),
          TrainingInfoProto.getDescriptor());

  private final Map<Descriptor, List<FieldDescriptor>> fields = new HashMap<>();
  private final Visitor visitor;

  /** Looks at a tensor, or gives another one instead. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Visits a tensor.
     *
     * @param owner what it belongs to, for people: {@code the node 'scale'}
     */
    TensorProto visit(String owner, TensorProto tensor);
  }

  private NestedTensors(Visitor visitor) {
    this.visitor = visitor;
    HOLDERS.forEach(
        holder -> fields.put(holder, holder.getFields().stream().filter(this::holds).toList()));
  }

  /** The same model with the tensors that the visitor gives; itself if those are all the same. */
  static ModelProto map(ModelProto model, Visitor visitor) {
    return (ModelProto) new NestedTensors(visitor).map(model, "the model");
  }

  private boolean holds(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && (HOLDERS.contains(field.getMessageType())
            || field.getMessageType().equals(TensorProto.getDescriptor()));
  }

  private Message map(Message message, String owner) {
    if (message instanceof TensorProto tensor) {
      return visitor.visit(owner, tensor);
    }
    String inside = message instanceof NodeProto node ? NodeName.of(node) : owner;
    Message.Builder changed = null;
    for (FieldDescriptor field : fields.get(message.getDescriptorForType())) {
      int count =
          field.isRepeated()
              ? message.getRepeatedFieldCount(field)
              : message.hasField(field) ? 1 : 0;
      for (int i = 0; i < count; i++) {
        Message before =
            (Message)
                (field.isRepeated() ? message.getRepeatedField(field, i) : message.getField(field));
        Message after = map(before, inside);
        if (after != before) {
          changed = changed == null ? message.toBuilder() : changed;
          if (field.isRepeated()) {
            changed.setRepeatedField(field, i, after);
          } else {
            changed.setField(field, after);
          }
        }
      }
    }
    return changed == null ? message : changed.build();
  }
}
