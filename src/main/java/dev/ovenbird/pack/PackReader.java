package dev.ovenbird.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads manifests back, of packs that an earlier build made. */
public final class PackReader {
  private PackReader() {}

  /**
   * @param siteRoot the folder that holds {@code _ovenbird}
   * @param manifestPath the manifest, from there
   * @throws IOException if there is none
   */
  public static Pack read(Path siteRoot, String manifestPath) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(siteRoot.resolve(manifestPath).toFile());
    if (manifest.path("format").asInt() != 1) {
      throw new IOException("no manifest of format 1: " + manifestPath);
    }
    Map<String, Pack.Entry> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : manifest.path("files").properties()) {
      List<String> hashes = new ArrayList<>();
      file.getValue().path("shards").forEach(hash -> hashes.add(hash.asText()));
      files.put(
          file.getKey(),
          new Pack.Entry(
              file.getValue().path("size").asLong(),
              file.getValue().path("sha256").asText(),
              hashes));
    }
    Map<String, Shard> shards = new TreeMap<>();
    for (Map.Entry<String, JsonNode> shard : manifest.path("shards").properties()) {
      JsonNode value = shard.getValue();
      shards.put(
          shard.getKey(),
          new Shard(
              shard.getKey(),
              value.path("stored").asLong(),
              value.path("decoded").asLong(),
              value.path("encoding").asText(),
              value.path("decodedSha256").asText(null),
              numbers(value.path("numbers"))));
    }
    return new Pack(manifest.path("name").asText(), manifestPath, files, shards);
  }

  /**
   * Puts a file together again.
   *
   * @param path of the file in the pack
   * @throws IOException if a shard is missing, or is not what the manifest says
   */
  public static void write(Path siteRoot, Pack pack, String path, OutputStream out)
      throws IOException {
    for (String hash : pack.files().get(path).shards()) {
      byte[] stored = Files.readAllBytes(siteRoot.resolve(Pack.shardPath(hash)));
      out.write(ShardReader.decode(pack.shards().get(hash), stored));
    }
  }

  private static List<Numbers> numbers(JsonNode stretches) {
    List<Numbers> numbers = new ArrayList<>();
    stretches.forEach(
        stretch ->
            numbers.add(
                new Numbers(
                    stretch.path(0).asLong(), stretch.path(1).asLong(), stretch.path(2).asInt())));
    return numbers;
  }

  /** The manifest in a folder that holds the files of one pack. */
  public static Pack single(Path siteRoot) throws IOException {
    Path packs = siteRoot.resolve(Pack.MANIFESTS);
    try (Stream<Path> listed = Files.list(packs)) {
      Path manifest = listed.findFirst().orElseThrow(() -> new IOException("no pack in " + packs));
      return read(siteRoot, Pack.MANIFESTS + "/" + manifest.getFileName());
    }
  }
}
