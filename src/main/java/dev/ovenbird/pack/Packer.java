package dev.ovenbird.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.parallel.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Cuts files into shards, compresses those where it pays, and writes them with a manifest. The same
 * files give the same bytes. Shards are made in parallel; as many are in memory as there are cores.
 * Thread-safe.
 */
public final class Packer {
  /** Changes whenever the same input would give other bytes. */
  public static final String VERSION = "4";

  /** Of numbers, in bytes: the manifest says of each where it lies. */
  private static final int SHORTEST_STRETCH = 1 << 10;

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
    Path shardFolder = siteRoot.resolve(Pack.SHARDS);
    Files.createDirectories(shardFolder);
    ShardWriter writer = new ShardWriter(shardFolder);
    check(files);
    Map<String, CompletableFuture<String>> hashes = new TreeMap<>();
    files.forEach(file -> hashes.put(file.path(), hash(file.source())));
    List<Piece> pieces = new ArrayList<>();
    for (PackFile file : files) {
      ShardPlan.of(Files.size(file.source()), file.layout(), options)
          .forEach(range -> pieces.add(new Piece(file, range)));
    }
    List<Shard> made;
    try {
      made = InParallel.map(pieces, piece -> piece.write(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Map<String, Pack.Entry> entries = new TreeMap<>();
    Map<String, Shard> shards = new TreeMap<>();
    made.forEach(shard -> shards.put(shard.sha256(), shard));
    for (PackFile file : files) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < made.size(); i++) {
        if (pieces.get(i).file() == file) {
          own.add(made.get(i).sha256());
        }
      }
      entries.put(
          file.path(),
          new Pack.Entry(Files.size(file.source()), hashes.get(file.path()).join(), own));
    }
    byte[] manifest = manifest(name, about, entries, shards);
    String path = Pack.manifestPath(name, manifest);
    Files.createDirectories(siteRoot.resolve(path).getParent());
    Files.write(siteRoot.resolve(path), manifest);
    return new Pack(name, path, entries, shards);
  }

  private static void check(List<PackFile> files) {
    Set<String> paths = new HashSet<>();
    for (PackFile file : files) {
      if (!Files.isRegularFile(file.source())) {
        throw new InputException(
            Diagnostic.error(file.source(), 0, "There is no such file to pack.", ""));
      }
      if (!paths.add(file.path())) {
        throw new InputException(
            Diagnostic.error(
                file.source(), 0, "Two files are to be packed as " + file.path() + ".", ""));
      }
    }
  }

  /** The hash of a whole file, made while its shards are. */
  private static CompletableFuture<String> hash(Path file) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Digest.hex(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A shard to be. */
  private record Piece(PackFile file, ShardPlan.Range range) {
    Shard write(ShardWriter writer) {
      List<Numbers> numbers =
          file.layout().numbers().stream()
              .map(stretch -> stretch.within(range.offset(), range.end()))
              .filter(stretch -> stretch.length() >= SHORTEST_STRETCH)
              .toList();
      return writer.write(read(), numbers);
    }

    private byte[] read() {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(range.length()));
      try (FileChannel channel = FileChannel.open(file.source())) {
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
