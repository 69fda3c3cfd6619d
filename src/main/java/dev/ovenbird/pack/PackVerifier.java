package dev.ovenbird.pack;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks packs as a reader's browser does, and finds all that is wrong. Not thread-safe. */
public final class PackVerifier {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String HINT = "Bake the site again, or copy all of _ovenbird again.";

  private final Path siteRoot;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Pack> packs = new ArrayList<>();

  /** Whether a shard is what its name says, once looked at. */
  private final Map<String, Boolean> sound = new TreeMap<>();

  /**
   * What was found.
   *
   * @param packs that could be read
   * @param problems errors; warnings for what does no harm
   */
  public record Result(List<Pack> packs, List<Diagnostic> problems) {}

  private PackVerifier(Path siteRoot) {
    this.siteRoot = siteRoot;
  }

  /**
   * Checks all packs of a site, and that no shard is left over.
   *
   * @param siteRoot the folder that holds {@code _ovenbird}
   */
  public static Result site(Path siteRoot) throws IOException {
    PackVerifier verifier = new PackVerifier(siteRoot);
    List<Path> manifests = list(siteRoot.resolve(Pack.MANIFESTS));
    if (manifests.isEmpty()) {
      verifier.error(siteRoot, "There are no packs here.", "Name a site's root or a manifest.");
    }
    for (Path manifest : manifests) {
      verifier.verify(manifest);
    }
    verifier.findOrphans();
    return new Result(verifier.packs, verifier.problems);
  }

  /**
   * Checks one pack.
   *
   * @param manifest in the folder {@code _ovenbird/packs} of a site
   * @throws InputException if it lies elsewhere
   */
  public static Result manifest(Path manifest) throws IOException {
    Path root = manifest.toAbsolutePath().normalize();
    for (int i = 0; i < 3 && root != null; i++) {
      root = root.getParent();
    }
    if (root == null
        || !manifest.toAbsolutePath().normalize().startsWith(root.resolve(Pack.MANIFESTS))) {
      throw new InputException(
          Diagnostic.error(
              manifest,
              0,
              "A manifest lies in the folder " + Pack.MANIFESTS + " of a site.",
              "Name a site's root, or a manifest there."));
    }
    PackVerifier verifier = new PackVerifier(root);
    verifier.verify(manifest);
    return new Result(verifier.packs, verifier.problems);
  }

  private void verify(Path manifest) throws IOException {
    String name = manifest.getFileName().toString();
    Pack pack;
    try {
      pack = PackReader.read(siteRoot, Pack.MANIFESTS + "/" + name);
    } catch (IOException | IllegalArgumentException e) {
      error(manifest, "This is no manifest of a pack.", HINT);
      return;
    }
    packs.add(pack);
    String due =
        Path.of(Pack.manifestPath(pack.name(), Files.readAllBytes(manifest)))
            .getFileName()
            .toString();
    if (!name.equals(due)) {
      error(manifest, "The manifest is not what its name says; it would be " + due + ".", HINT);
    }
    for (Shard shard : pack.shards().values()) {
      sound.computeIfAbsent(shard.sha256(), hash -> isSound(shard));
    }
    for (Map.Entry<String, Pack.Entry> file : pack.files().entrySet()) {
      verify(manifest, pack, file.getKey(), file.getValue());
    }
  }

  private boolean isSound(Shard shard) {
    if (!HASH.matcher(shard.sha256()).matches()) {
      error(siteRoot.resolve(Pack.SHARDS), "This is no shard's name: " + shard.sha256(), HINT);
      return false;
    }
    Path file = path(shard.sha256());
    if (!Files.isRegularFile(file)) {
      error(file, "The shard is missing.", HINT);
      return false;
    }
    try {
      long size = Files.size(file);
      if (size != shard.stored()) {
        error(
            file,
            "The shard has " + size + " bytes, and should have " + shard.stored() + ".",
            HINT);
        return false;
      }
      if (!Digest.hex(file).equals(shard.sha256())) {
        error(file, "The shard is not what its name says.", HINT);
        return false;
      }
      return true;
    } catch (IOException e) {
      error(file, "The shard cannot be read: " + e.getMessage(), "");
      return false;
    }
  }

  /** What is wrong with its shards is said already; a file is put together only of sound ones. */
  private void verify(Path manifest, Pack pack, String path, Pack.Entry entry) throws IOException {
    MessageDigest digest = Digest.sha256();
    long size = 0;
    for (String hash : entry.shards()) {
      Shard shard = pack.shards().get(hash);
      if (shard == null) {
        error(manifest, path + " has a shard that the manifest does not describe: " + hash, HINT);
        return;
      }
      if (!sound.get(hash)) {
        return;
      }
      try {
        byte[] decoded = ShardReader.decode(shard, Files.readAllBytes(path(hash)));
        if (shard.decodedSha256() != null && !Digest.hex(decoded).equals(shard.decodedSha256())) {
          error(manifest, "It names another hash of what a shard decodes to: " + hash, HINT);
          return;
        }
        digest.update(decoded);
        size += decoded.length;
      } catch (IOException e) {
        error(path(hash), "The shard " + e.getMessage() + ".", HINT);
        return;
      }
    }
    if (size != entry.size()) {
      error(
          manifest, path + " has " + size + " bytes, and should have " + entry.size() + ".", HINT);
    } else if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
      error(manifest, path + " is not the file that was packed: its hash is another.", HINT);
    }
  }

  private void findOrphans() throws IOException {
    Set<String> named = new HashSet<>();
    packs.forEach(pack -> named.addAll(pack.shards().keySet()));
    for (Path file : list(siteRoot.resolve(Pack.SHARDS))) {
      if (!named.contains(file.getFileName().toString())) {
        problems.add(
            Diagnostic.warning(
                file, 0, "No pack has this shard.", "It can be removed; nobody asks for it."));
      }
    }
  }

  private Path path(String hash) {
    return siteRoot.resolve(Pack.shardPath(hash));
  }

  private void error(Path file, String message, String hint) {
    problems.add(Diagnostic.error(file, 0, message, hint));
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
