package dev.ovenbird.pack;

import dev.ovenbird.cache.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A finished pack.
 *
 * @param name what is packed, such as a model's name
 * @param manifestPath of its manifest, from the site's root
 * @param files by their names in the pack
 * @param shards by their hashes
 */
public record Pack(
    String name, String manifestPath, Map<String, Entry> files, Map<String, Shard> shards) {
  /** The folder of manifests, from the site's root. */
  static final String MANIFESTS = "_ovenbird/packs";

  /** The folder of shards, from the site's root. */
  static final String SHARDS = "_ovenbird/shards";

  /**
   * One file of a pack.
   *
   * @param size in bytes
   * @param sha256 of the whole file, in hex
   * @param shards the hashes of its shards, in order
   */
  public record Entry(long size, String sha256, List<String> shards) {}

  /** What a download of everything costs, in bytes, the manifest aside. */
  public long storedBytes() {
    return shards.values().stream().mapToLong(Shard::stored).sum();
  }

  /** The size of all files together, in bytes. */
  public long decodedBytes() {
    return files.values().stream().mapToLong(Entry::size).sum();
  }

  /** What one file costs to download, in bytes. */
  public long storedBytesOf(String path) {
    return storedBytesOf(List.of(path));
  }

  /** What some files cost to download together, in bytes; shards that they share count once. */
  public long storedBytesOf(Collection<String> paths) {
    return paths.stream()
        .flatMap(path -> files.get(path).shards().stream())
        .distinct()
        .mapToLong(hash -> shards.get(hash).stored())
        .sum();
  }

  /** Of how many shards a file is made. */
  public int shardsOf(String path) {
    return files.get(path).shards().size();
  }

  /** Where a shard lies, from the site's root. */
  public static String shardPath(String sha256) {
    return SHARDS + "/" + sha256;
  }

  /** Where a manifest lies, from the site's root: its name ends in the beginning of its hash. */
  static String manifestPath(String name, byte[] manifest) {
    return MANIFESTS + "/" + Digest.hashedName(name + ".json", manifest);
  }
}
