package dev.ovenbird.fetch;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.diagnostics.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Brings files of the network onto the disk and keeps them under their SHA-256, for all sites of
 * this machine. A file that is here is not asked for again. Thread-safe.
 */
public final class Fetcher {
  private final Servers servers;
  private final Path kept;
  private final Progress progress;

  public Fetcher(FetchSettings settings, Progress progress) {
    this(settings, new Downloader(settings.downloads().resolve("partial")), progress);
  }

  Fetcher(FetchSettings settings, Downloader downloader, Progress progress) {
    this.servers = Servers.of(settings, downloader);
    this.kept = settings.downloads().resolve("files");
    this.progress = progress;
  }

  /**
   * The file with a hash.
   *
   * @throws FetchException when the author can do something about it
   * @throws WrongBytesException when its address gives another file
   */
  public Path fetch(RemoteAddress address, String sha256) throws IOException {
    Path file = path(sha256);
    if (!Files.exists(file)) {
      address.download(servers, Optional.of(Checksum.sha256(sha256)), file, progress);
    }
    return file;
  }

  /**
   * A whole jar.
   *
   * @param address without a path
   * @throws FetchException when the author can do something about it
   * @throws WrongBytesException when the repository gives another file
   */
  public Path jar(MavenAddress address, String sha256) throws IOException {
    Path jar = servers.maven().fetch(address, progress);
    try {
      Checksum.sha256(sha256).check(jar);
    } catch (WrongBytesException e) {
      Files.deleteIfExists(jar);
      throw e;
    }
    return jar;
  }

  /**
   * What an address means now. Large files of the Hub need not be downloaded for that.
   *
   * @throws FetchException when the author can do something about it
   */
  public Pin pin(RemoteAddress address) throws IOException {
    if (!(address instanceof HubAddress hub)) {
      return keep(address, Optional.empty());
    }
    if (hub.path().isEmpty()) {
      throw new FetchException(
          "This names a model of the Hub, not a file: " + hub,
          "Write the file's path behind it: " + hub + "/onnx/model.onnx");
    }
    HubSnapshot snapshot = snapshot(hub);
    Optional<HubEntry> entry = snapshot.file(hub.path());
    if (entry.isEmpty()) {
      throw new FetchException(
          hub.repository() + " holds no " + hub.path() + ".",
          Suggestion.orList(hub.path(), snapshot.files().stream().map(HubEntry::path).toList()));
    }
    return pin(hub, snapshot, entry.get());
  }

  /** What a repository of the Hub holds now. */
  public HubSnapshot snapshot(HubAddress address) throws IOException {
    return servers.hub().snapshot(address, progress);
  }

  /** The same as {@link #pin(RemoteAddress)} for a file that was looked up already. */
  public Pin pin(HubAddress address, HubSnapshot snapshot, HubEntry entry) throws IOException {
    HubAddress file = address.at(snapshot.commit(), entry.path());
    return entry.checksum().kind() == Checksum.Kind.SHA_256
        ? new Pin(file, entry.size(), entry.checksum().expected())
        : keep(file, Optional.of(entry.checksum()));
  }

  private Pin keep(RemoteAddress address, Optional<Checksum> expected) throws IOException {
    Files.createDirectories(kept);
    Path fresh = Files.createTempFile(kept, ".new-", "");
    try {
      address.download(servers, expected, fresh, progress);
      String sha256 = Digest.hex(fresh);
      Path file = path(sha256);
      Pin pin = new Pin(address, Files.size(fresh), sha256);
      Files.createDirectories(file.getParent());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return pin;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Path path(String sha256) {
    return kept.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
