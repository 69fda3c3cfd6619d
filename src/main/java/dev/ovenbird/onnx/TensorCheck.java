package dev.ovenbird.onnx;

import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that a tensor has as many bytes as its shape says, before anybody relies on it. */
final class TensorCheck {
  private final Path file;

  TensorCheck(Path file) {
    this.file = file;
  }

  /**
   * Checks one tensor.
   *
   * @param offset of its message in the file, in bytes, for the diagnostic
   */
  void check(Initializer initializer, long offset) {
    TensorProto tensor = initializer.header();
    long elements = elements(tensor, offset);
    Optional<ElementType> type = ElementType.of(tensor.getDataType());
    if (type.isEmpty() || type.get() == ElementType.STRING) {
      return;
    }
    if (initializer.data() != null) {
      long expected = bytes(type.get(), elements, tensor, offset);
      if (initializer.data().size() != expected) {
        throw bad(
            tensor,
            offset,
            "its shape "
                + tensor.getDimsList()
                + " of "
                + ElementType.nameOf(tensor.getDataType())
                + " needs "
                + expected
                + " bytes, but it has "
                + initializer.data().size());
      }
    } else if (type.get() == ElementType.FLOAT32 && tensor.getFloatDataCount() != elements) {
      throw bad(
          tensor,
          offset,
          "its shape "
              + tensor.getDimsList()
              + " needs "
              + elements
              + " numbers, but it has "
              + tensor.getFloatDataCount());
    }
  }

  private long bytes(ElementType type, long elements, TensorProto tensor, long offset) {
    try {
      return type.bytes(elements);
    } catch (ArithmeticException e) {
      throw tooLarge(tensor, offset);
    }
  }

  private long elements(TensorProto tensor, long offset) {
    long elements = 1;
    for (long dim : tensor.getDimsList()) {
      if (dim < 0) {
        throw bad(tensor, offset, "its shape " + tensor.getDimsList() + " has a negative size");
      }
      try {
        elements = Math.multiplyExact(elements, dim);
      } catch (ArithmeticException e) {
        throw tooLarge(tensor, offset);
      }
    }
    return elements;
  }

  private InputException tooLarge(TensorProto tensor, long offset) {
    return bad(tensor, offset, "its shape " + tensor.getDimsList() + " is absurdly large");
  }

  private InputException bad(TensorProto tensor, long offset, String why) {
    return MappedFile.bad(
        file,
        "The tensor '" + tensor.getName() + "' at byte " + offset + " is damaged: " + why + ".",
        "Copy or download the file again, or export it anew.");
  }
}
