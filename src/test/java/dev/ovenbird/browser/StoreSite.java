package dev.ovenbird.browser;

import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.web.WebSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An empty page, our scripts as they are, and packs of any bytes: enough to drive the shard store
 * without a model.
 *
 * @param folder what a host would serve
 */
record StoreSite(Path folder) {
  static final String PAGE = "index.html";

  /** In a page, what waits before it tries again waits a twentieth of the time. */
  static final String FAST_CLOCK =
      """
      const wait = window.setTimeout;
      window.setTimeout = (action, ms, ...rest) => wait(action, ms < 15_000 ? ms / 20 : ms, ...rest);
      """;

  static StoreSite in(Path folder) throws IOException {
    Path app = Files.createDirectories(folder.resolve("_ovenbird/app"));
    WebSources.copyTo(app);
    Files.writeString(folder.resolve(PAGE), "<!doctype html><title>Store</title><main></main>");
    return new StoreSite(folder);
  }

  /** Publishes files as a pack, with shards of about so many bytes. */
  Pack pack(String name, Map<String, byte[]> files, int shardBytes) throws IOException {
    Path scratch = Files.createTempDirectory("ovenbird-pack-");
    List<PackFile> sources = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path source = scratch.resolve(String.valueOf(sources.size()));
      Files.write(source, file.getValue());
      sources.add(new PackFile(file.getKey(), source));
    }
    return new Packer(new PackOptions(shardBytes)).pack(name, Map.of(), sources, folder);
  }

  /**
   * Publishes our scripts with a lower limit of what is mended without asking, so that small packs
   * are beyond it.
   */
  void mendNoMoreThan(int bytes) throws IOException {
    Path script = folder.resolve("_ovenbird/app/assemble-file.js");
    String text = Files.readString(script);
    String limit = "MENDED_BYTES = 16e6;";
    if (!text.contains(limit)) {
      throw new IllegalStateException("The limit is not where it was: " + script);
    }
    Files.writeString(script, text.replace(limit, "MENDED_BYTES = " + bytes + ";"));
  }

  /** As a deployment that brings nothing but a new version leaves it: the old one's files go. */
  void withdraw(Pack old, Pack current) throws IOException {
    Files.delete(folder.resolve(old.manifestPath()));
    for (String sha : old.shards().keySet()) {
      if (!current.shards().containsKey(sha)) {
        Files.delete(folder.resolve(Pack.shardPath(sha)));
      }
    }
  }

  /**
   * Half of it is noise, which stays as it is, and half is text, which is compressed: by gzip, and
   * so little that LZMA, which takes long, is not tried.
   */
  static byte[] bytes(int length, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = length / 2; i < length; i++) {
      bytes[i] = (byte) ('@' + (bytes[i] & 31));
    }
    return bytes;
  }
}
