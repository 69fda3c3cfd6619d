package dev.ovenbird.browser;

import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An empty page, our scripts as they are, and packs of any bytes: enough to drive the shard store
 * without a model.
 *
 * @param folder what a host would serve
 */
record StoreSite(Path folder) {
  static final String PAGE = "index.html";

  static StoreSite in(Path folder) throws IOException {
    Path app = Files.createDirectories(folder.resolve("_ovenbird/app"));
    try (Stream<Path> scripts = Files.list(Path.of("src/main/web"))) {
      for (Path script : scripts.toList()) {
        Files.copy(script, app.resolve(script.getFileName()));
      }
    }
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

  /** As a deployment that brings nothing but a new version leaves it: the old one's files go. */
  void withdraw(Pack old, Pack current) throws IOException {
    Files.delete(folder.resolve(old.manifestPath()));
    for (String sha : old.shards().keySet()) {
      if (!current.shards().containsKey(sha)) {
        Files.delete(folder.resolve(Pack.shardPath(sha)));
      }
    }
  }

  /** Half of it is noise, which stays as it is, and half is text, which is compressed. */
  static byte[] bytes(int length, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = length / 2; i < length; i++) {
      bytes[i] = (byte) ('a' + (bytes[i] & 7));
    }
    return bytes;
  }
}
