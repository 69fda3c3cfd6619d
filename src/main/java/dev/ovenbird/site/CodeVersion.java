package dev.ovenbird.site;

import com.vladsch.flexmark.parser.Parser;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.cache.FileStamp;
import freemarker.template.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jbake.app.ContentStore;

/** Which code makes pages: ours and the libraries'. */
final class CodeVersion {
  /** Changes when what is remembered is written down otherwise. */
  private static final String FORMAT = "2";

  private CodeVersion() {}

  /** By the jars that make pages, their sizes and times, and those of single classes. */
  static String current() {
    StringBuilder all = new StringBuilder(FORMAT + Version.current());
    try {
      for (Class<?> each :
          List.of(CodeVersion.class, Configuration.class, Parser.class, ContentStore.class)) {
        Path path = place(each);
        for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
          FileStamp stamp = FileStamp.of(file);
          all.append('\n').append(file).append(' ');
          all.append(stamp.size()).append(' ').append(stamp.modified());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digest.brief(all.toString());
  }

  /** The jar or the folder that a class comes from. */
  static Path place(Class<?> code) {
    try {
      return Path.of(code.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
