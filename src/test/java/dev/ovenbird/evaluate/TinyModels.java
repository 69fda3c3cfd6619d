package dev.ovenbird.evaluate;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import dev.ovenbird.onnx.ElementType;
import dev.ovenbird.onnx.Models;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.NodeProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.onnx.proto.Onnx.TensorShapeProto;
import dev.ovenbird.onnx.proto.Onnx.TypeProto;
import dev.ovenbird.onnx.proto.Onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Models so small that what they answer can be worked out by hand. */
public final class TinyModels {
  /** Knows mud 0, straw 1, nest 2, egg 3 and begins each text with token 4. */
  public static final Path TOKENIZER = Path.of("src/test/resources/evaluate/tokenizer.json");

  private TinyModels() {}

  /**
   * A language model that knows one table: the logits after a token are that token's row.
   *
   * @param table {@code [V][V]}
   */
  public static Path bigrams(Path file, float[][] table) throws IOException {
    return write(file, bigramGraph(ElementType.FLOAT32, table, false));
  }

  /** The same, its table in a file of its own beside it. */
  public static Path bigramsWithExternalData(Path file, float[][] table) throws IOException {
    GraphProto.Builder graph = bigramGraph(ElementType.FLOAT32, table, false);
    TensorProto.Builder tensor = graph.getInitializerBuilder(0);
    Files.write(
        file.resolveSibling(file.getFileName() + "_data"), tensor.getRawData().toByteArray());
    tensor.clearRawData();
    tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(entry("location", file.getFileName() + "_data"));
    return write(file, graph);
  }

  /**
   * The same with all that Optimum's exports may want. What lies in the cache, and a wrong setting,
   * is added to the logits, so that a cache which is not empty would be seen.
   */
  public static Path bigramsWithCache(Path file, ElementType type, float[][] table)
      throws IOException {
    return write(file, bigramGraph(type, table, true));
  }

  private static GraphProto.Builder bigramGraph(ElementType type, float[][] table, boolean cached) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInitializer(matrix("table", type, table))
            .addInput(open("input_ids", ElementType.INT64, "batch_size", "sequence_length"))
            .addOutput(open("logits", type, "batch_size", "sequence_length", table.length));
    if (!cached) {
      return graph.addNode(Models.node("Gather", List.of("table", "input_ids"), "logits"));
    }
    return graph
        .addInput(open("attention_mask", ElementType.INT64, "batch_size", "total_length"))
        .addInput(open("position_ids", ElementType.INT64, "batch_size", "sequence_length"))
        .addInput(open("past_key_values.0.key", type, "batch_size", 1, "past_length", 2))
        .addInput(open("use_cache_branch", ElementType.BOOL, 1))
        .addInput(open("num_logits_to_keep", ElementType.INT64))
        .addNode(Models.node("Gather", List.of("table", "input_ids"), "rows"))
        .addNode(
            Models.with(
                Models.node("ReduceSum", List.of("past_key_values.0.key"), "past"), "keepdims", 0))
        .addNode(cast("use_cache_branch", "branch", type))
        .addNode(cast("num_logits_to_keep", "kept", type))
        .addNode(Models.node("Add", List.of("rows", "past"), "with_past"))
        .addNode(Models.node("Add", List.of("with_past", "branch"), "with_branch"))
        .addNode(Models.node("Add", List.of("with_branch", "kept"), "logits"))
        .addNode(Models.node("Identity", List.of("past_key_values.0.key"), "present.0.key"))
        .addOutput(open("present.0.key", type, "batch_size", 1, "past_length", 2));
  }

  /**
   * A classifier that sees the mean of each colour, of images of any size.
   *
   * @param weights {@code [3][classes]}
   * @param output its name
   */
  public static Path colours(Path file, ElementType type, float[][] weights, String output)
      throws IOException {
    return write(
        file,
        GraphProto.newBuilder()
            .addInitializer(matrix("weights", type, weights))
            .addInput(open("pixel_values", type, "batch", 3, "height", "width"))
            .addNode(Models.node("GlobalAveragePool", List.of("pixel_values"), "means"))
            .addNode(Models.with(Models.node("Flatten", List.of("means"), "flat"), "axis", 1))
            .addNode(Models.node("MatMul", List.of("flat", "weights"), output))
            .addOutput(open(output, type, "batch", weights[0].length)));
  }

  /** A value whose dimensions are numbers, or names where they are open. */
  public static ValueInfoProto open(String name, ElementType type, Object... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dim : dims) {
      if (dim instanceof Integer size) {
        shape.addDimBuilder().setDimValue(size);
      } else {
        shape.addDimBuilder().setDimParam((String) dim);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.code()).setShape(shape)))
        .build();
  }

  private static NodeProto cast(String from, String to, ElementType type) {
    return Models.with(Models.node("Cast", List.of(from), to), "to", type.code());
  }

  private static TensorProto matrix(String name, ElementType type, float[][] rows) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.length * rows[0].length * type.bits() / 8)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        if (type == ElementType.FLOAT16) {
          bytes.putShort(Fp16Conversions.floatToFp16(value));
        } else {
          bytes.putFloat(value);
        }
      }
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.code())
        .addDims(rows.length)
        .addDims(rows[0].length)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static Path write(Path file, GraphProto.Builder graph) throws IOException {

    return Files.write(file, Models.bytes(Models.model(17, graph)));
  }
}
