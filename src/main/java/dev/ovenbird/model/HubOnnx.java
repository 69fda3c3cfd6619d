package dev.ovenbird.model;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.fetch.FetchException;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.fetch.HubAddress;
import dev.ovenbird.fetch.SourceAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model of the Hub for one look at it, without a descriptor. */
public final class HubOnnx {
  private HubOnnx() {}

  /**
   * The ONNX file, with its weights, its tokenizer and its configuration beside it.
   *
   * @param address {@code hf:owner/name}, with a revision and a path if one likes
   * @throws InputException when it cannot be had
   */
  public static Path fetch(String address, Fetcher fetcher, BuildCache cache) throws IOException {
    try {
      if (!(SourceAddress.parse(address) instanceof HubAddress hub)) {
        throw new FetchException("This is no model of the Hub: " + address, "Write hf:owner/name.");
      }
      LockedModel model = HubModel.lock(address, hub, fetcher);
      Map<String, Path> files = new LinkedHashMap<>();
      Map<String, String> key = new LinkedHashMap<>();
      for (Map.Entry<String, LockedFile> file : model.files().entrySet()) {
        String name = LockedModel.name(file.getKey());
        HubAddress at = hub.at(model.commit(), file.getKey());
        files.put(name, fetcher.fetch(at, file.getValue().sha256()));
        key.put(name, file.getValue().sha256());
      }
      return cache
          .get(
              "models", key.entrySet().stream().toList(), folder -> SourceFiles.link(files, folder))
          .resolve(LockedModel.name(model.onnx()));
    } catch (FetchException e) {
      throw new InputException(Diagnostic.error(null, 0, e.getMessage(), e.hint()));
    }
  }
}
