package dev.ovenbird.asciidoc;

import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.MavenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Converts AsciiDoc, one text after the other. Asciidoctor is fetched and started with the first.
 * Thread-safe.
 */
public final class AsciiDoc {
  private static final Set<String> EXTENSIONS = Set.of("adoc", "ad", "asciidoc");

  private static final String ASCIIDOCTORJ = "3.0.1";
  private static final List<Jar> JARS =
      List.of(
          new Jar(
              new MavenAddress("org.asciidoctor", "asciidoctorj", ASCIIDOCTORJ, "", ""),
              "dca289ed528a5bf2de2429211d831199e205c423e2f31e54394e11a7cecb579c"),
          new Jar(
              new MavenAddress("org.asciidoctor", "asciidoctorj-api", ASCIIDOCTORJ, "", ""),
              "6b5d6dc7fc43c5620751dfb880f70822db313067dfa1005f80abd3a29686d8af"),
          new Jar(
              new MavenAddress("org.jruby", "jruby-complete", "9.4.15.0", "", ""),
              "e8a461c48da851d839b8deb8b67b1987542ba5e23b8febfa0e60f0065e2639d2"));

  private record Jar(MavenAddress address, String sha256) {}

  private final Fetcher fetcher;
  private AsciidoctorLoader loader;
  private AsciiDocConverter converter;

  public AsciiDoc(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** Whether a file with this extension is written in AsciiDoc. */
  public static boolean isExtension(String extension) {
    return EXTENSIONS.contains(extension);
  }

  /**
   * Converts a text.
   *
   * @throws dev.ovenbird.fetch.FetchException when Asciidoctor cannot be had
   */
  public synchronized AsciiDocConverter.Converted convert(AsciiDocConverter.Source source)
      throws IOException {
    if (loader == null) {
      List<Path> jars = new ArrayList<>();
      for (Jar jar : JARS) {
        jars.add(fetcher.jar(jar.address(), jar.sha256()));
      }
      loader = new AsciidoctorLoader(jars);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Where Ruby looks for its files.
    thread.setContextClassLoader(loader);
    try {
      if (converter == null) {
        converter = start();
      }
      return converter.convert(source);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private AsciiDocConverter start() {
    try {
      return (AsciiDocConverter)
          loader
              .loadClass(AsciidoctorConverter.class.getName())
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
