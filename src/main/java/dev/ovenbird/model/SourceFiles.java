package dev.ovenbird.model;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
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

  SourceFiles(BuildCache cache) {
    this.cache = cache;
  }

  /**
   * The file of a source.
   *
   * @throws InputException when it is missing or is not the one the descriptor means
   */
  Path fetch(ModelDescriptor descriptor, ModelDescriptor.Source source) throws IOException {
    String address = source.address();
    if (address.startsWith("classpath:")) {
      return fromClassPath(descriptor, source, address.substring("classpath:".length()));
    }
    if (address.startsWith("file:")) {
      return fromFile(descriptor, source, address.substring("file:".length()));
    }
    throw wrong(
        descriptor,
        source.line(),
        "Unknown kind of source: " + address,
        "Begin it with classpath:/ or file:.");
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
    Map<String, Path> data = new LinkedHashMap<>();
    List<String> key = new ArrayList<>();
    key.add(model.sha256());
    dataFiles.forEach(source -> key.add(source.sha256()));
    for (ModelDescriptor.Source source : dataFiles) {
      data.put(source.fileName(), fetch(descriptor, source));
    }
    boolean beside =
        data.entrySet().stream()
            .allMatch(file -> file.getValue().equals(onnx.resolveSibling(file.getKey())));
    // Files that lie together already, as those of an export do, are not copied.
    return beside ? onnx : together(key, model.fileName(), onnx, data);
  }

  private Path together(List<String> hashes, String name, Path onnx, Map<String, Path> data)
      throws IOException {
    List<String> key = new ArrayList<>(hashes);
    key.add(name);
    key.addAll(data.keySet());
    return cache
        .get(
            "sources",
            key,
            folder -> {
              Files.copy(onnx, folder.resolve(name));
              for (Map.Entry<String, Path> file : data.entrySet()) {
                Files.copy(file.getValue(), folder.resolve(file.getKey()));
              }
            })
        .resolve(name);
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
      ModelDescriptor descriptor, ModelDescriptor.Source source, String resource)
      throws IOException {
    // A resource is read as a stream; ONNX Runtime and our reader want a file.
    return cache
        .get(
            "sources",
            List.of(source.sha256()),
            folder -> {
              Path file = folder.resolve("file");
              try (InputStream in = open(resource)) {
                if (in == null) {
                  throw wrong(
                      descriptor,
                      source.line(),
                      "Nothing on the class path is called " + resource + ".",
                      "Add the artifact that holds it to the dependencies in pom.xml.");
                }
                Files.copy(in, file);
              }
              check(descriptor, source, file);
            })
        .resolve("file");
  }

  private static InputStream open(String resource) {
    String name = resource.startsWith("/") ? resource.substring(1) : resource;
    return SourceFiles.class.getClassLoader().getResourceAsStream(name);
  }

  private static Path fromFile(
      ModelDescriptor descriptor, ModelDescriptor.Source source, String path) throws IOException {
    Path file = descriptor.file().getParent().resolve(path);
    if (!Files.isRegularFile(file)) {
      throw wrong(
          descriptor,
          source.line(),
          "The model's file is not there: " + path,
          "A path after file: is taken from the descriptor's folder.");
    }
    check(descriptor, source, file);
    return file;
  }

  private static void check(ModelDescriptor descriptor, ModelDescriptor.Source source, Path file)
      throws IOException {
    String actual = Digest.hex(file);
    if (!actual.equals(source.sha256())) {
      throw wrong(
          descriptor,
          source.hashLine(),
          "The hash of " + source.address() + " is another: " + actual,
          "If the new file is the one you want, write this hash into the descriptor.");
    }
  }

  private static InputException wrong(
      ModelDescriptor descriptor, int line, String message, String hint) {
    return new InputException(Diagnostic.error(descriptor.file(), line, message, hint));
  }
}
