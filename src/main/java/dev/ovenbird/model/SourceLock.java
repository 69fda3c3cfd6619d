package dev.ovenbird.model;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.fetch.ClassPathAddress;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.HubAddress;
import dev.ovenbird.fetch.LocalAddress;
import dev.ovenbird.fetch.Pin;
import dev.ovenbird.fetch.RemoteAddress;
import dev.ovenbird.fetch.SourceAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/** The lock of one descriptor while that is read: answers from it, or looks up and remembers. */
final class SourceLock {
  private final Path descriptor;
  private final ModelLock written;
  private final boolean keep;
  private final boolean exists;
  private final Fetcher fetcher;
  private final ModelLock asked = ModelLock.empty();
  private Optional<LockedModel> model = Optional.empty();

  /**
   * @param keep whether nothing may be asked for that is not written
   * @param exists whether there is a file already
   */
  SourceLock(Path descriptor, ModelLock written, boolean keep, boolean exists, Fetcher fetcher) {
    this.descriptor = descriptor;
    this.written = written;
    this.keep = keep;
    this.exists = exists;
    this.fetcher = fetcher;
  }

  /**
   * The model of the descriptor's {@code source}.
   *
   * @throws InputException when the lock has another one, or it cannot be had
   */
  LockedModel model(String source, int line) throws IOException {
    Optional<LockedModel> locked = written.model().filter(known -> known.source().equals(source));
    if (locked.isEmpty() && keep) {
      throw SourceLocks.outOfDate(
          descriptor,
          line,
          written.model().isEmpty()
              ? "The lock does not have this source: " + source
              : "The lock is of another source: " + written.model().get().source());
    }
    model = Optional.of(locked.isPresent() ? locked.get() : lookUp(source, line));
    return model.get();
  }

  private LockedModel lookUp(String source, int line) throws IOException {
    try {
      if (SourceAddress.parse(source) instanceof HubAddress hub) {
        return HubModel.lock(source, hub, fetcher);
      }
      throw new FetchException(
          "Only the Hub has whole models: " + source,
          "Write hf:owner/name, or name the file below onnx: and the tokenizer below tokenizer:.");
    } catch (FetchException e) {
      throw wrong(line, e);
    }
  }

  /**
   * A source with its hash, if it has none of its own.
   *
   * @throws InputException when the lock does not have it, or it cannot be had
   */
  ModelDescriptor.Source locked(ModelDescriptor.Source source) throws IOException {
    if (!source.sha256().isEmpty()) {
      return source;
    }
    LockedFile file = written.files().get(source.address());
    if (file == null && keep) {
      throw SourceLocks.outOfDate(
          descriptor, source.line(), "The lock does not have this source: " + source.address());
    }
    if (file == null) {
      file = lookUp(source);
    }
    asked.files().put(source.address(), file);
    return new ModelDescriptor.Source(file.address(), file.sha256(), source.line(), 0);
  }

  private LockedFile lookUp(ModelDescriptor.Source source) throws IOException {
    try {
      SourceAddress address = SourceAddress.parse(source.address());
      if (address instanceof LocalAddress local) {
        Path file = LocalSources.file(descriptor, local);
        return new LockedFile(source.address(), Files.size(file), Digest.hex(file));
      }
      if (address instanceof ClassPathAddress resource) {
        try (InputStream in = LocalSources.open(resource);
            InputStream again = LocalSources.open(resource)) {
          return new LockedFile(
              source.address(), again.transferTo(OutputStream.nullOutputStream()), Digest.hex(in));
        }
      }
      Pin pin = fetcher.pin((RemoteAddress) address);
      return new LockedFile(pin.address().toString(), pin.size(), pin.sha256());
    } catch (FetchException e) {
      throw wrong(source.line(), e);
    }
  }

  private InputException wrong(int line, FetchException problem) {
    return new InputException(
        Diagnostic.error(descriptor, line, problem.getMessage(), problem.hint()));
  }

  /** Writes what was asked for, if that is not what the file says already. */
  void save() throws IOException {
    ModelLock now = new ModelLock(model, new TreeMap<>(asked.files()));
    if (!keep && (exists || !now.isEmpty()) && !(exists && now.equals(written))) {
      Path file = descriptor.resolveSibling(ModelLock.FILE);
      if (now.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        now.write(file);
      }
    }
  }
}
