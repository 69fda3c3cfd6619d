package dev.ovenbird.onnx;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.file.Path;

/** Checks that a tensor holds as much as its shape says, before anybody relies on it. */
final class TensorCheck {
  private final Path file;
  private final String subject;
  private final TensorProto tensor;

  private TensorCheck(Path file, String subject, TensorProto tensor) {
    this.file = file;
    this.subject = subject;
    this.tensor = tensor;
  }

  /**
   * Checks an initializer.
   *
   * @param offset of its message in the file, in bytes, for the diagnostic
   * @throws InputException if its numbers are not those that its shape and type need
   */
  static void check(Path file, Initializer initializer, long offset) {
    String subject = "The tensor '" + initializer.name() + "' at byte " + offset;
    TensorData data = initializer.data();
    new TensorCheck(file, subject, initializer.header()).check(data == null ? -1 : data.size());
  }

  /** Checks a tensor inside of a node, branch or function. */
  static void check(Path file, String owner, TensorProto tensor) {
    String subject = "The tensor '" + tensor.getName() + "' of " + owner;
    new TensorCheck(file, subject, tensor)
        .check(tensor.hasRawData() ? tensor.getRawData().size() : -1);
  }

  private void check(long rawBytes) {
    long elements = elements();
    if (tensor.getDataType() == 0) {
      throw bad("it does not say what type its numbers have");
    }
    // Numbers of a type that is newer than this program pass through as they are.
    ElementType.of(tensor.getDataType()).ifPresent(type -> check(type, elements, rawBytes));
  }

  private void check(ElementType type, long elements, long rawBytes) {
    TypedField own = TypedField.of(type);
    for (TypedField field : TypedField.values()) {
      if (field.count(tensor) > 0 && rawBytes >= 0) {
        throw bad("it has both raw data and a list of numbers");
      }
      if (field.count(tensor) > 0 && field != own) {
        throw bad("its numbers are in the list for another type than " + name(type));
      }
    }
    if (rawBytes < 0) {
      long expected = own.numbers(type, elements);
      if (own.count(tensor) != expected) {
        throw bad(shape(type) + " needs " + expected + " numbers, but it has " + own.count(tensor));
      }
    } else if (type == ElementType.STRING) {
      throw bad("its texts are raw data, which the format does not allow");
    } else if (rawBytes != bytes(type, elements)) {
      throw bad(shape(type) + " needs " + bytes(type, elements) + " bytes, but it has " + rawBytes);
    }
  }

  private String shape(ElementType type) {
    return "its shape " + tensor.getDimsList() + " of " + name(type);
  }

  private static String name(ElementType type) {
    return ElementType.nameOf(type.code());
  }

  private long bytes(ElementType type, long elements) {
    try {
      return type.bytes(elements);
    } catch (ArithmeticException e) {
      throw tooLarge();
    }
  }

  private long elements() {
    long elements = 1;
    for (long dim : tensor.getDimsList()) {
      if (dim < 0) {
        throw bad("its shape " + tensor.getDimsList() + " has a negative size");
      }
      try {
        elements = Math.multiplyExact(elements, dim);
      } catch (ArithmeticException e) {
        throw tooLarge();
      }
    }
    if (elements > Long.MAX_VALUE / 16) {
      throw tooLarge();
    }
    return elements;
  }

  private InputException tooLarge() {
    return bad("its shape " + tensor.getDimsList() + " is absurdly large");
  }

  private InputException bad(String why) {
    return MappedFile.bad(
        file,
        subject + " is damaged: " + why + ".",
        "Copy or download the file again, or export it anew.");
  }
}
