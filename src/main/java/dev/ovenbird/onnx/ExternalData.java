package dev.ovenbird.onnx;

import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Weights in a file of their own, beside the model: maps them as if they were raw data. */
final class ExternalData {
  private final Path model;

  ExternalData(Path model) {
    this.model = model;
  }

  /** The tensor with its data, if that is elsewhere: a view of the mapped file. */
  Initializer inline(Initializer initializer) {
    TensorProto tensor = initializer.header();
    if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return initializer;
    }
    Path file = resolve(tensor, value(tensor, "location", ""));
    long offset = number(tensor, "offset", 0);
    long length = number(tensor, "length", -1);
    return new Initializer(
        tensor.toBuilder().clearExternalData().clearDataLocation().build(),
        TensorData.ofFile(file, offset, length));
  }

  /** A model from elsewhere must not be able to name any file of this machine. */
  private Path resolve(TensorProto tensor, String location) {
    Path folder = model.toAbsolutePath().normalize().getParent();
    try {
      Path file = folder.resolve(location).normalize();
      if (!location.isEmpty() && !Path.of(location).isAbsolute() && file.startsWith(folder)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Falls through: said below in the same words.
    }
    throw MappedFile.bad(
        model,
        "The tensor '"
            + tensor.getName()
            + "' has its data in '"
            + location
            + "', which is not a file beside the model.",
        "Export the model anew.");
  }

  private long number(TensorProto tensor, String key, long absent) {
    String text = value(tensor, key, Long.toString(absent));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw MappedFile.bad(
          model,
          "The tensor '"
              + tensor.getName()
              + "' has the external "
              + key
              + " '"
              + text
              + "', which is not a number.",
          "Export the model anew.");
    }
  }

  private static String value(TensorProto tensor, String key, String absent) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse(absent);
  }
}
