package dev.ovenbird.cli;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.fetch.FetchSettings;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.model.HubOnnx;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A model on the command line: a file, or {@code hf:owner/name}, which is fetched. */
record ModelArgument(String written) {
  /** Takes any text; whether there is such a model shows when it is read. */
  static final class Converter implements ITypeConverter<ModelArgument> {
    @Override
    public ModelArgument convert(String value) {
      return new ModelArgument(value);
    }
  }

  /** What to call it. */
  String shown() {
    return isRemote() ? written : Terminal.shown(Path.of(written)).toString();
  }

  private boolean isRemote() {
    return written.startsWith("hf:");
  }

  /** Its file, fetched if it is not here. */
  Path file(Terminal terminal, JsonOption json) throws IOException {
    if (!isRemote()) {
      return Path.of(written);
    }
    FetchSettings settings = FetchSettings.ofEnvironment();
    try (ShownProgress shown = new ShownProgress(terminal)) {
      Progress progress = json.isAsked() ? Progress.NONE : shown;
      return HubOnnx.fetch(
          written, new Fetcher(settings, progress), new BuildCache(settings.downloads()));
    }
  }
}
