package dev.ovenbird.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Speaks with the Hugging Face Hub, or a mirror of it. Thread-safe. */
final class Hub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

  private final URI endpoint;
  private final Optional<String> token;
  private final Downloader downloader;

  Hub(URI endpoint, Optional<String> token, Downloader downloader) {
    this.endpoint = endpoint;
    this.token = token;
    this.downloader = downloader;
  }

  /**
   * What a repository holds now.
   *
   * @throws FetchException when it is not there, closed to us, or the Hub is not reached
   */
  HubSnapshot snapshot(HubAddress address, Progress progress) throws IOException {
    progress.report("Look up " + address, 0, 0);
    try {
      String api = "/api/models/" + address.repository();
      JsonNode info =
          json(text(api + "/revision/" + encoded(address.revision()), progress), address);
      String commit = info.path("sha").asText();
      return new HubSnapshot(
          info.path("id").asText(address.repository()),
          commit,
          info.path("pipeline_tag").asText(""),
          license(info.path("cardData")),
          tree(api + "/tree/" + commit + "?recursive=true", address, progress));
    } catch (IOException e) {
      throw explain(address, e, progress);
    }
  }

  /** The same as {@link RemoteAddress#download}. */
  void download(HubAddress address, Optional<Checksum> expected, Path target, Progress progress)
      throws IOException {
    String path =
        Arrays.stream(address.path().split("/")).map(Hub::encoded).collect(Collectors.joining("/"));
    URI from =
        URI.create(
            endpoint
                + "/"
                + address.repository()
                + "/resolve/"
                + encoded(address.revision())
                + "/"
                + path);
    String label = address.repository() + "/" + address.path();
    try {
      downloader.download(new Download(from, token, label, expected), target, progress);
    } catch (IOException e) {
      throw explain(address, e, progress);
    }
  }

  private List<HubEntry> tree(String path, HubAddress address, Progress progress)
      throws IOException {
    List<HubEntry> files = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      TextAnswer answer = text(next.get(), progress);
      for (JsonNode entry : json(answer, address)) {
        if (entry.path("type").asText().equals("file")) {
          files.add(entry(entry));
        }
      }
      next =
          answer.headers().allValues("Link").stream()
              .flatMap(link -> next(link).stream())
              .findFirst();
    }
    files.sort(Comparator.comparing(HubEntry::path));
    return List.copyOf(files);
  }

  private static HubEntry entry(JsonNode entry) {
    JsonNode large = entry.path("lfs");
    boolean isLarge = large.has("oid");
    return new HubEntry(
        entry.path("path").asText(),
        (isLarge ? large : entry).path("size").asLong(),
        new Checksum(
            isLarge ? Checksum.Kind.SHA_256 : Checksum.Kind.GIT_BLOB,
            (isLarge ? large : entry).path("oid").asText()));
  }

  /** A mirror may name the Hub itself in its links; path and query are what counts. */
  private Optional<String> next(String link) {
    Matcher found = NEXT.matcher(link);
    if (!found.find()) {
      return Optional.empty();
    }
    URI address = URI.create(found.group(1));
    String path = address.getRawPath();
    String own = String.valueOf(endpoint.getRawPath());
    if (!own.isEmpty() && path.startsWith(own + "/")) {
      path = path.substring(own.length());
    }
    return Optional.of(path + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
  }

  private static String license(JsonNode card) {
    JsonNode license = card.path("license");
    String id = license.isArray() ? license.path(0).asText("") : license.asText("");
    return id.equals("other") ? card.path("license_name").asText(id) : id;
  }

  private TextAnswer text(String path, Progress progress) throws IOException {
    return downloader.text(URI.create(endpoint + path), token, progress);
  }

  private static JsonNode json(TextAnswer answer, HubAddress address) throws IOException {
    try {
      return JSON.readTree(answer.bytes());
    } catch (JsonProcessingException e) {
      throw new FetchException(
          "What came as a description of " + address + " is none.",
          "Is HF_ENDPOINT right, and nothing between that asks to log in?",
          e);
    }
  }

  private IOException explain(HubAddress address, IOException problem, Progress progress) {
    if (!(problem instanceof HttpFailure failure)) {
      return Unreached.explain(endpoint, problem);
    }
    HubRefusal refusal = new HubRefusal(endpoint, token.isPresent(), address);
    return refusal.isMissing(failure)
        ? refusal.missing(failure, siblings(address, progress))
        : refusal.explain(failure);
  }

  /** The names of the owner's other models, for a name that was misspelt; none if that fails. */
  private List<String> siblings(HubAddress address, Progress progress) {
    String owner = address.repository().substring(0, address.repository().indexOf('/'));
    List<String> names = new ArrayList<>();
    try {
      json(text("/api/models?limit=500&author=" + encoded(owner), progress), address)
          .forEach(model -> names.add(model.path("id").asText()));
    } catch (IOException e) {
      // The hint is shorter then.
    }
    return names;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
