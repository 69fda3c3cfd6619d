package dev.ovenbird.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ovenbird.cache.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks as the Hugging Face Hub does, as far as its public client shows: models with revisions,
 * trees in pages, small files from git and large ones by redirect from another host, gated and
 * private models. Serves other files below {@code /files/}. Writes down every request, and fails as
 * it is told to.
 */
public final class HubServer implements AutoCloseable {
  public static final String TOKEN = "hf_secret";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 3;

  /** One way of going wrong, for one request of a file. */
  interface Fault {
    /** Whether it answered itself. */
    boolean apply(HttpExchange exchange, byte[] body) throws IOException;
  }

  /** A request as it came. */
  public record Request(String host, String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
  }

  /** A model, to be filled. */
  public static final class Model {
    private final String id;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Object> card = new LinkedHashMap<>();
    private String task;
    private boolean gated;
    private boolean hidden;

    private Model(String id) {
      this.id = id;
    }

    public Model file(String path, byte[] bytes) {
      files.put(path, bytes);
      return this;
    }

    public Model file(String path, String text) {
      return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Model without(String path) {
      files.remove(path);
      return this;
    }

    public Model task(String tag) {
      task = tag;
      return this;
    }

    public Model license(String license) {
      card.put("license", license);
      return this;
    }

    public Model gated() {
      gated = true;
      return this;
    }

    public Model hidden() {
      hidden = true;
      return this;
    }

    /** Depends on all files, as a commit does. */
    public String commit() {
      StringBuilder all = new StringBuilder(id);
      files.forEach((path, bytes) -> all.append(path).append(Digest.hex(bytes)));
      return Digest.hex(all.toString()).substring(0, 40);
    }

    private static boolean isLarge(String path) {
      return path.contains(".onnx") || path.endsWith(".safetensors");
    }
  }

  private final HttpServer hub;
  private final HttpServer cdn;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Model> models = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> plain = new ConcurrentHashMap<>();
  private final Map<String, Queue<Fault>> faults = new HashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private boolean withTags = true;

  public HubServer() throws IOException {
    hub = start("hub", this::answerHub);
    cdn = start("cdn", this::answerCdn);
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private HttpServer start(String name, Handler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (key, values) ->
                      headers.put(key.toLowerCase(java.util.Locale.ROOT), values.get(0)));
          requests.add(new Request(name, exchange.getRequestURI().toString(), headers));
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
    return server;
  }

  /** A model with this name, new or known. */
  public Model model(String id) {
    return models.computeIfAbsent(id, Model::new);
  }

  /** A file of any other host. */
  URI plain(String path, byte[] bytes) {
    plain.put("/files/" + path, bytes);
    return address("/files/" + path);
  }

  /** The next request of a file of that name fails so. */
  void fail(String name, Fault fault) {
    synchronized (faults) {
      faults.computeIfAbsent(name, fresh -> new ArrayDeque<>()).add(fault);
    }
  }

  /** Sends no entity tags from now on. */
  void withoutTags() {
    withTags = false;
  }

  static Fault status(int status, String... header) {
    return (exchange, body) -> {
      if (header.length > 0) {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
      exchange.sendResponseHeaders(status, -1);
      return true;
    };
  }

  /** So many bytes come, then the connection breaks. */
  static Fault cut(int bytes) {
    return (exchange, body) -> {
      exchange.getResponseHeaders().set("ETag", "\"" + Digest.hex(body) + "\"");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, bytes);
      exchange.getResponseBody().flush();
      return true;
    };
  }

  /** So many bytes come, and then nothing. */
  static Fault stall(int bytes) {
    return (exchange, body) -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, bytes);
      exchange.getResponseBody().flush();
      try {
        Thread.sleep(20_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    };
  }

  /** One bit is another one. */
  static Fault wrong() {
    return (exchange, body) -> {
      byte[] other = body.clone();
      other[other.length / 2] ^= 1;
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
      return true;
    };
  }

  public List<Request> requests() {
    return requests;
  }

  /** How often a file of that name was asked for, redirects not counted. */
  public long countOf(String name) {
    return requests.stream()
        .filter(
            request -> request.path().contains("/resolve/") || request.path().startsWith("/files/"))
        .filter(request -> request.path().endsWith("/" + name))
        .count();
  }

  URI address(String path) {
    return URI.create("http://localhost:" + hub.getAddress().getPort() + path);
  }

  /** All from here, kept in a folder. */
  public FetchSettings settings(Path downloads, Optional<String> token) {
    return new FetchSettings(
        downloads, address(""), token, address("/files/npm/"), address("/files/maven/"));
  }

  private void answerHub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.startsWith("/files/")) {
      byte[] body = plain.get(exchange.getRequestURI().getPath());
      if (body == null) {
        status(404).apply(exchange, null);
      } else {
        bytes(exchange, path.substring(path.lastIndexOf('/') + 1), body);
      }
      return;
    }
    if (path.equals("/api/models")) {
      json(exchange, models.keySet().stream().sorted().map(id -> Map.of("id", id)).toList());
      return;
    }
    String rest = path.replaceFirst("^/api/models", "");
    String[] parts = rest.substring(1).split("/", 5);
    Model model = parts.length < 4 ? null : models.get(parts[0] + "/" + parts[1]);
    boolean known =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (exchange.getRequestHeaders().containsKey("Authorization") && !known) {
      exchange
          .getResponseHeaders()
          .set("X-Error-Message", "Invalid credentials in Authorization header");
      status(401).apply(exchange, null);
    } else if (model == null || (model.hidden && !known)) {
      status(known ? 404 : 401, "X-Error-Code", "RepoNotFound").apply(exchange, null);
    } else {
      String revision = URLDecoder.decode(parts[3], StandardCharsets.UTF_8);
      if (!List.of("main", "refs/pr/1", model.commit()).contains(revision)) {
        status(404, "X-Error-Code", "RevisionNotFound").apply(exchange, null);
      } else if (path.startsWith("/api/")) {
        answerApi(exchange, model, parts[2]);
      } else {
        resolve(exchange, model, parts[4], known);
      }
    }
  }

  private void answerApi(HttpExchange exchange, Model model, String verb) throws IOException {
    if (verb.equals("revision")) {
      Map<String, Object> info = new LinkedHashMap<>();
      info.put("id", model.id);
      info.put("sha", model.commit());
      info.put("gated", model.gated ? "manual" : false);
      if (model.task != null) {
        info.put("pipeline_tag", model.task);
      }
      info.put("cardData", model.card);
      info.put(
          "siblings",
          model.files.keySet().stream().map(path -> Map.of("rfilename", path)).toList());
      json(exchange, info);
      return;
    }
    List<Object> entries = new ArrayList<>();
    entries.add(Map.of("type", "directory", "path", "onnx", "oid", "0".repeat(40), "size", 0));
    model.files.forEach((path, bytes) -> entries.add(entry(path, bytes)));
    String query = exchange.getRequestURI().getQuery();
    int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
    int to = Math.min(entries.size(), from + PAGE);
    if (to < entries.size()) {
      // A mirror leaves the Hub's own address in such links.
      exchange
          .getResponseHeaders()
          .set(
              "Link",
              "<https://huggingface.co"
                  + exchange.getRequestURI().getRawPath()
                  + "?recursive=true&cursor="
                  + to
                  + ">; rel=\"next\"");
    }
    json(exchange, entries.subList(from, to));
  }

  private static Map<String, Object> entry(String path, byte[] bytes) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("type", "file");
    entry.put("oid", gitBlob(bytes));
    entry.put("size", bytes.length);
    entry.put("path", path);
    if (Model.isLarge(path)) {
      entry.put("lfs", Map.of("oid", Digest.hex(bytes), "size", bytes.length, "pointerSize", 130));
    }
    return entry;
  }

  private static String gitBlob(byte[] bytes) {
    MessageDigest sha1 = Digest.of("SHA-1");
    sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha1.digest(bytes));
  }

  private void resolve(HttpExchange exchange, Model model, String encoded, boolean known)
      throws IOException {
    String path = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    byte[] body = model.files.get(path);
    exchange.getResponseHeaders().set("X-Repo-Commit", model.commit());
    if (model.gated && !known) {
      status(401, "X-Error-Code", "GatedRepo").apply(exchange, null);
    } else if (body == null) {
      status(404, "X-Error-Code", "EntryNotFound").apply(exchange, null);
    } else if (Model.isLarge(path)) {
      String hash = Digest.hex(body);
      blobs.put("/" + hash, body);
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + hash + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(body.length));
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              "http://127.0.0.1:" + cdn.getAddress().getPort() + "/" + hash + "?name=" + encoded);
      exchange.sendResponseHeaders(302, -1);
    } else {
      bytes(exchange, path.substring(path.lastIndexOf('/') + 1), body);
    }
  }

  private void answerCdn(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getQuery();
    bytes(
        exchange,
        name.substring(name.lastIndexOf('/') + 1).replace("name=", ""),
        blobs.get(exchange.getRequestURI().getPath()));
  }

  private void bytes(HttpExchange exchange, String name, byte[] body) throws IOException {
    Fault fault;
    synchronized (faults) {
      Queue<Fault> queue = faults.get(name);
      fault = queue == null ? null : queue.poll();
    }
    if (fault != null && fault.apply(exchange, body)) {
      return;
    }
    String tag = "\"" + Digest.hex(body) + "\"";
    if (withTags) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    if (range == null || (condition != null && !condition.equals(tag))) {
      exchange.sendResponseHeaders(200, body.length);
      write(exchange, body);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (from >= body.length) {
      status(416, "Content-Range", "bytes */" + body.length).apply(exchange, body);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
    exchange.sendResponseHeaders(206, body.length - from);
    write(exchange, Arrays.copyOfRange(body, from, body.length));
  }

  private static void write(HttpExchange exchange, byte[] body) throws IOException {
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void json(HttpExchange exchange, Object value) throws IOException {
    byte[] body = JSON.writeValueAsBytes(value);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    write(exchange, body);
  }

  @Override
  public void close() {
    hub.stop(0);
    cdn.stop(0);
    threads.shutdownNow();
  }
}
