package dev.ovenbird.model;

import dev.ovenbird.fetch.ClassPathAddress;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.LocalAddress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are here already. */
final class LocalSources {
  private LocalSources() {}

  /** A file in a descriptor's folder, or wherever its path leads from there. */
  static Path file(Path descriptor, LocalAddress address) throws FetchException {
    Path file = descriptor.resolveSibling(address.path());
    if (!Files.isRegularFile(file)) {
      throw new FetchException(
          "The model's file is not there: " + address.path(),
          "A path after file: is taken from the descriptor's folder.");
    }
    return file;
  }

  /** A resource, to be closed by the caller. */
  static InputStream open(ClassPathAddress address) throws FetchException {
    String resource = address.resource();
    String name = resource.startsWith("/") ? resource.substring(1) : resource;
    InputStream in = LocalSources.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new FetchException(
          "Nothing on the class path is called " + resource + ".",
          "Add the artifact that holds it to the dependencies in pom.xml.");
    }
    return in;
  }
}
