package dev.ovenbird.zoo;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.StreamSupport;

/**
 * An input as {@code inputs.json} describes it. Integers are written out; floats follow formulas
 * that are exact in single precision, so that {@code src/test/zoo/inputs.py} makes the same.
 *
 * @param shape its dimensions
 * @param description its entry in the file
 */
public record InputTensor(long[] shape, JsonNode description) {

  static InputTensor of(JsonNode description) {
    long[] shape =
        StreamSupport.stream(description.get("shape").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    return new InputTensor(shape, description);
  }

  /** The caller closes it. */
  public OnnxTensor create() throws OrtException {
    OnnxJavaType type = type();
    int count = 1;
    for (long dimension : shape) {
      count = Math.multiplyExact(count, (int) dimension);
    }
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.max(1, count * type.size)).order(ByteOrder.nativeOrder());
    bytes.limit(count * type.size);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case INT64 -> bytes.putLong(description.get("data").get(i).asLong());
        case BOOL -> bytes.put((byte) (description.get("data").get(i).asBoolean() ? 1 : 0));
        case FLOAT -> bytes.putFloat(value(i));
        default -> throw new IllegalStateException("an input of type " + type);
      }
    }
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes.rewind(), shape, type);
  }

  private OnnxJavaType type() {
    String name = description.get("type").asText();
    return switch (name) {
      case "int64" -> OnnxJavaType.INT64;
      case "float32" -> OnnxJavaType.FLOAT;
      case "bool" -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException("an input of type " + name);
    };
  }

  private float value(int index) {
    return description.has("noise")
        ? grain(description.get("noise").asInt(), index) / 128f
        : pixel(description.get("image").asInt(), index);
  }

  /** A triangular wave with noise, each channel of some brightness. */
  private float pixel(int seed, int index) {
    int width = (int) shape[3];
    int height = (int) shape[2];
    int x = index % width;
    int y = index / width % height;
    int channel = index / (width * height) % (int) shape[1];
    int picture = index / (width * height * (int) shape[1]);
    int phase = x * (3 + seed % 5) + y * (2 + seed % 3) + channel * 37 + picture * 53 + seed * 29;
    int wave = Math.abs(phase % 128 - 64) - 32;
    int brightness = (seed * 73 + picture * 31 + channel * 57) % 9 - 4;
    return (8 * wave + grain(seed, index) + 64 * brightness) / 256f;
  }

  /** From -510 to 510: the sum of the four bytes of a hash, less its mean. */
  private static int grain(int seed, int index) {
    int x = seed * 0x9E3779B9 + index * 0x85EBCA6B;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    x ^= x >>> 16;
    return (x & 255) + (x >>> 8 & 255) + (x >>> 16 & 255) + (x >>> 24) - 510;
  }
}
