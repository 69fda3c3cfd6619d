package dev.ovenbird.onnx;

import com.google.protobuf.UnsafeByteOperations;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Weights in files of their own, beside the model: maps them as if they were raw data. */
final class ExternalData {
  private static final int MOST_NESTED_BYTES = 1 << 30;

  private final Path model;
  private final Map<String, TensorData> files = new TreeMap<>();
  private final Map<String, List<Range>> ranges = new TreeMap<>();
  private long nestedBytes;

  /** Where a tensor lies in its file, in bytes. */
  record Range(String tensor, long offset, long length) {}

  ExternalData(Path model) {
    this.model = model;
  }

  /** The sizes in bytes of all files that tensors lay in, by their names in the model. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    files.forEach((location, data) -> sizes.put(location, data.size()));
    return sizes;
  }

  /** What was read of each of these files. */
  Map<String, List<Range>> ranges() {
    return ranges;
  }

  /** The tensor with its data, if that is elsewhere: a view of the mapped file. */
  Initializer inline(Initializer initializer) {
    TensorProto tensor = initializer.header();
    return isExternal(tensor) ? new Initializer(without(tensor), data(tensor)) : initializer;
  }

  /** The same for a tensor inside of a node, branch or function. */
  TensorProto inline(TensorProto tensor) {
    if (!isExternal(tensor)) {
      return tensor;
    }
    TensorData data = data(tensor);
    nestedBytes += data.size();
    if (nestedBytes > MOST_NESTED_BYTES) {
      throw bad(tensor, "stands in a branch or function, and those may hold 1 GiB at most");
    }
    return without(tensor).toBuilder()
        .setRawData(UnsafeByteOperations.unsafeWrap(data.slice(0, (int) data.size())))
        .build();
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private static TensorProto without(TensorProto tensor) {
    return tensor.toBuilder().clearExternalData().clearDataLocation().clearRawData().build();
  }

  private TensorData data(TensorProto tensor) {
    String location = value(tensor, "location", "");
    TensorData file = files.get(location);
    if (file == null) {
      file = TensorData.ofFile(resolve(tensor, location), 0, -1);
      files.put(location, file);
    }
    long offset = number(tensor, "offset", 0);
    long length = number(tensor, "length", bytesByShape(tensor));
    if (offset < 0 || length < 0 || offset > file.size() - length) {
      throw bad(
          tensor,
          "has its data in '"
              + location
              + "', "
              + length
              + " bytes from byte "
              + offset
              + " on, but that file has "
              + file.size());
    }
    ranges
        .computeIfAbsent(location, name -> new ArrayList<>())
        .add(new Range(tensor.getName(), offset, length));
    return file.range(offset, length);
  }

  /** A model from elsewhere must not be able to name any file of this machine. */
  private Path resolve(TensorProto tensor, String location) {
    Path folder = model.toAbsolutePath().normalize().getParent();
    try {
      Path file = folder.resolve(location).normalize();
      if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder)) {
        throw bad(
            tensor, "has its data in '" + location + "', which is not a file beside the model");
      }
      if (!Files.isRegularFile(file)) {
        throw bad(tensor, "has its data in '" + location + "', and there is no such file");
      }
      // The cache of the Hugging Face hub links a model and its data, both to one other folder.
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())
          && !real.startsWith(model.toRealPath().getParent())) {
        throw bad(
            tensor,
            "has its data in '" + location + "', a link to a file that is not beside the model");
      }
      return real;
    } catch (InvalidPathException e) {
      throw bad(tensor, "has its data in '" + location + "', which is not a file beside the model");
    } catch (IOException e) {
      throw bad(tensor, "has its data in '" + location + "', which cannot be read");
    }
  }

  /** Without a length, the shape says how many bytes of the file belong to the tensor. */
  private static long bytesByShape(TensorProto tensor) {
    long elements = 1;
    try {
      for (long dim : tensor.getDimsList()) {
        elements = Math.multiplyExact(elements, dim);
      }
      long count = elements;
      return ElementType.of(tensor.getDataType()).map(type -> type.bytes(count)).orElse(-1L);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private long number(TensorProto tensor, String key, long absent) {
    String text = value(tensor, key, Long.toString(absent));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad(tensor, "has the external " + key + " '" + text + "', which is not a number");
    }
  }

  private static String value(TensorProto tensor, String key, String absent) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse(absent);
  }

  private InputException bad(TensorProto tensor, String why) {
    return MappedFile.bad(
        model,
        "The tensor '" + tensor.getName() + "' " + why + ".",
        "Copy the model again together with all files beside it, or export it anew.");
  }
}
