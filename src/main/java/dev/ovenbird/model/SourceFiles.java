package dev.ovenbird.model;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.fetch.ClassPathAddress;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.LocalAddress;
import dev.ovenbird.fetch.RemoteAddress;
import dev.ovenbird.fetch.SourceAddress;
import dev.ovenbird.fetch.WrongBytesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the files that a descriptor names onto the disk, checked against their hashes. */
final class SourceFiles {
  private final BuildCache cache;
  private final Fetcher fetcher;

  SourceFiles(BuildCache cache, Fetcher fetcher) {
    this.cache = cache;
    this.fetcher = fetcher;
  }

  /**
   * The file of a source.
   *
   * @throws InputException when it is missing or is not the one the descriptor means
   */
  Path fetch(ModelDescriptor descriptor, ModelDescriptor.Source source) throws IOException {
    try {
      SourceAddress address = SourceAddress.parse(source.address());
      if (address instanceof LocalAddress local) {
        Path file = LocalSources.file(descriptor.file(), local);
        check(descriptor, source, Digest.hex(file));
        return file;
      }
      if (address instanceof ClassPathAddress resource) {
        return fromClassPath(descriptor, source, resource);
      }
      return fetcher.fetch((RemoteAddress) address, source.sha256());
    } catch (WrongBytesException e) {
      check(descriptor, source, e.actual());
      throw e;
    } catch (FetchException e) {
      throw wrong(descriptor, source.line(), e.getMessage(), e.hint());
    }
  }

  /**
   * What Transformers.js reads beside the model and its tokenizer, by name. Files in the
   * descriptor's folder hide those from elsewhere.
   */
  Map<String, Path> fetchFiles(ModelDescriptor descriptor) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    descriptor.files().forEach(file -> files.put(file.getFileName().toString(), file));
    for (ModelDescriptor.Source source : descriptor.fetchedFiles()) {
      if (!files.containsKey(source.fileName())) {
        files.put(source.fileName(), fetch(descriptor, source));
      }
    }
    return files;
  }

  /**
   * The ONNX file, with its external data beside it under their own names.
   *
   * @throws InputException when one of them is missing or is not the one the descriptor means
   */
  Path fetchModel(ModelDescriptor descriptor) throws IOException {
    return fetchModel(descriptor, descriptor.onnx(), descriptor.onnxData());
  }

  /** The same of the model that this one was trained on from. */
  Path fetchBase(ModelDescriptor descriptor, ModelDescriptor.Base base) throws IOException {
    return fetchModel(descriptor, base.onnx(), base.data());
  }

  private Path fetchModel(
      ModelDescriptor descriptor,
      ModelDescriptor.Source model,
      List<ModelDescriptor.Source> dataFiles)
      throws IOException {
    Path onnx = fetch(descriptor, model);
    if (dataFiles.isEmpty()) {
      return onnx;
    }
    Map<ModelDescriptor.Source, Path> files = new LinkedHashMap<>();
    files.put(model, onnx);
    for (ModelDescriptor.Source source : dataFiles) {
      files.put(source, fetch(descriptor, source));
    }
    boolean beside =
        files.entrySet().stream()
            .allMatch(
                file -> file.getValue().equals(onnx.resolveSibling(file.getKey().fileName())));
    // Files that lie together already, as those of an export do, are not copied.
    return beside ? onnx : together(files).resolve(model.fileName());
  }

  private Path together(Map<ModelDescriptor.Source, Path> files) throws IOException {
    List<String> key = new ArrayList<>();
    files.keySet().forEach(source -> key.add(source.sha256()));
    files.keySet().forEach(source -> key.add(source.fileName()));
    return cache.get(
        "sources",
        key,
        folder -> {
          for (Map.Entry<ModelDescriptor.Source, Path> file : files.entrySet()) {
            place(file.getKey(), file.getValue(), folder.resolve(file.getKey().fileName()));
          }
        });
  }

  private static void place(ModelDescriptor.Source source, Path from, Path to) throws IOException {
    if (source.address().startsWith("file:")) {
      // The author may write to it.
      Files.copy(from, to);
    } else {
      link(Map.of(to.getFileName().toString(), from), to.getParent());
    }
  }

  /** Puts files into a folder under other names, without a second copy where the disk permits. */
  static void link(Map<String, Path> files, Path folder) throws IOException {
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path to = folder.resolve(file.getKey());
      try {
        Files.createLink(to, file.getValue());
      } catch (UnsupportedOperationException | IOException e) {
        // Another disk, or a file system without links.
        Files.copy(file.getValue(), to);
      }
    }
  }

  /** The size of a fetched model, external data included, in bytes. */
  static long size(ModelDescriptor descriptor, Path onnx) throws IOException {
    long size = Files.size(onnx);
    for (ModelDescriptor.Source source : descriptor.onnxData()) {
      size += Files.size(onnx.resolveSibling(source.fileName()));
    }
    return size;
  }

  private Path fromClassPath(
      ModelDescriptor descriptor, ModelDescriptor.Source source, ClassPathAddress resource)
      throws IOException {
    // A resource is read as a stream; ONNX Runtime and our reader want a file.
    return cache
        .get(
            "sources",
            List.of(source.sha256()),
            folder -> {
              Path file = folder.resolve("file");
              try (InputStream in = LocalSources.open(resource)) {
                Files.copy(in, file);
              }
              check(descriptor, source, Digest.hex(file));
            })
        .resolve("file");
  }

  private static void check(
      ModelDescriptor descriptor, ModelDescriptor.Source source, String actual) {
    if (actual.equals(source.sha256())) {
      return;
    }
    String message =
        "The hash of " + source.address() + " is another: " + actual + ", not " + source.sha256();
    throw source.isLocked()
        ? wrong(
            descriptor,
            source.line(),
            message,
            "The lock has the latter. If the new file is the one you want, run ovenbird model lock "
                + descriptor.name()
                + " --update.")
        : wrong(
            descriptor,
            source.hashLine(),
            message,
            "If the new file is the one you want, write its hash into the descriptor.");
  }

  private static InputException wrong(
      ModelDescriptor descriptor, int line, String message, String hint) {
    return new InputException(Diagnostic.error(descriptor.file(), line, message, hint));
  }
}
