package dev.ovenbird.asciidoc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks into Asciidoctor's jars first: JRuby's brings other versions of libraries than ours. Of our
 * own classes it loads one anew, so that this one finds Asciidoctor.
 */
final class AsciidoctorLoader extends URLClassLoader {
  private static final String OURS = AsciidoctorConverter.class.getName();

  static {
    registerAsParallelCapable();
  }

  AsciidoctorLoader(List<Path> jars) {
    super(
        jars.stream().map(AsciidoctorLoader::url).toArray(URL[]::new),
        AsciidoctorLoader.class.getClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.equals(OURS)) {
        loaded = ours(name);
      }
      if (loaded == null && !name.startsWith("java.")) {
        try {
          loaded = findClass(name);
        } catch (ClassNotFoundException e) {
          // One of Java's or ours.
        }
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  private Class<?> ours(String name) {
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = AsciidoctorLoader.class.getResourceAsStream(file)) {
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }
}
