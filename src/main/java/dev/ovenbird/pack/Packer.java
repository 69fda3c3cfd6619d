package dev.ovenbird.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts files into shards, compresses those where it pays, and writes them with a manifest. The same
 * files give the same bytes. Shards are made in parallel; as many are in memory as there are cores.
 * Thread-safe.
 */
public final class Packer {
  /** Changes whenever the same input would give other bytes. */
  public static final String VERSION = "1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PackOptions options;

  public Packer(PackOptions options) {
    this.options = options;
  }

  /**
   * Writes {@code _ovenbird/shards/…} and {@code _ovenbird/packs/NAME.HASH.json}.
   *
   * @param about what the manifest says of the content; JSON values
   * @param siteRoot the folder that gets {@code _ovenbird}; shards that are there are kept
   * @throws InputException when a file is missing or two have one name
   */
  public Pack pack(String name, Map<String, Object> about, List<PackFile> files, Path siteRoot)
      throws IOException {
    Path shardFolder = siteRoot.resolve("_ovenbird/shards");
    Files.createDirectories(shardFolder);
    ShardWriter writer = new ShardWriter(shardFolder);
    Map<String, Pack.Entry> entries = new TreeMap<>();
    Map<String, Shard> shards = new TreeMap<>();
    for (PackFile file : files) {
      check(file, entries);
      List<Shard> cut = cut(file, writer);
      cut.forEach(shard -> shards.put(shard.sha256(), shard));
      entries.put(
          file.path(),
          new Pack.Entry(
              Files.size(file.source()),
              Digest.hex(file.source()),
              cut.stream().map(Shard::sha256).toList()));
    }
    byte[] manifest = manifest(name, about, entries, shards);
    String path =
        "_ovenbird/packs/" + name + "." + Digest.hex(manifest).substring(0, Digest.SHORT) + ".json";
    Files.createDirectories(siteRoot.resolve(path).getParent());
    Files.write(siteRoot.resolve(path), manifest);
    return new Pack(name, path, entries, shards);
  }

  private static void check(PackFile file, Map<String, Pack.Entry> entries) {
    if (!Files.isRegularFile(file.source())) {
      throw new InputException(
          Diagnostic.error(file.source(), 0, "There is no such file to pack.", ""));
    }
    if (entries.containsKey(file.path())) {
      throw new InputException(
          Diagnostic.error(
              file.source(), 0, "Two files are to be packed as " + file.path() + ".", ""));
    }
  }

  private List<Shard> cut(PackFile file, ShardWriter writer) throws IOException {
    try (FileChannel channel = FileChannel.open(file.source())) {
      return ShardPlan.of(channel.size(), file.cutPoints(), options.targetBytes()).parallelStream()
          .map(range -> writer.write(read(channel, range)))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static byte[] read(FileChannel channel, ShardPlan.Range range) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(range.length()));
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, range.offset() + buffer.position()) < 0) {
          throw new IOException("the file became shorter while it was packed");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.array();
  }

  private static byte[] manifest(
      String name,
      Map<String, Object> about,
      Map<String, Pack.Entry> files,
      Map<String, Shard> shards)
      throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", 1);
    manifest.put("name", name);
    manifest.put("about", about);
    manifest.put("files", files);
    manifest.put("shards", shards);
    return JSON.writeValueAsBytes(manifest);
  }
}
