package dev.ovenbird.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives each source of a descriptor its hash. */
final class LockedDescriptor {
  private LockedDescriptor() {}

  /**
   * The same descriptor with all hashes.
   *
   * @throws dev.ovenbird.diagnostics.InputException when the lock does not have a source, or it
   *     cannot be had
   */
  static ModelDescriptor of(ModelDescriptor read, SourceLock lock) throws IOException {
    Optional<ModelDescriptor.Source> tokenizer = Optional.empty();
    if (read.tokenizer().isPresent()) {
      tokenizer = Optional.of(lock.locked(read.tokenizer().get()));
    }
    Optional<ModelDescriptor.Base> base = Optional.empty();
    if (read.base().isPresent()) {
      ModelDescriptor.Base written = read.base().get();
      base =
          Optional.of(
              new ModelDescriptor.Base(lock.locked(written.onnx()), all(written.data(), lock)));
    }
    return new ModelDescriptor(
        read.file(),
        read.name(),
        read.title(),
        read.description(),
        read.license(),
        read.homepage(),
        read.task(),
        lock.locked(read.onnx()),
        all(read.onnxData(), lock),
        tokenizer,
        read.files(),
        all(read.fetchedFiles(), lock),
        read.dtypes(),
        read.devices(),
        read.calibration(),
        base,
        read.encoder(),
        read.evaluation());
  }

  private static List<ModelDescriptor.Source> all(
      List<ModelDescriptor.Source> sources, SourceLock lock) throws IOException {
    List<ModelDescriptor.Source> locked = new ArrayList<>();
    for (ModelDescriptor.Source source : sources) {
      locked.add(lock.locked(source));
    }
    return locked;
  }
}
