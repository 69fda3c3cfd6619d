package dev.ovenbird.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files by which a browser finds documents by their words. One holds for each word the
 * documents that have it; the texts, of which a reader sees excerpts only, lie in several, so that
 * few of them are fetched.
 */
public final class KeywordIndex {
  static final String FOLDER = "_ovenbird/search/";

  /** About how much text one file holds, in characters. */
  private static final int SHARD = 48_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A finished index.
   *
   * @param path of the file of words, from the site's root
   * @param files all of them, by their paths, sorted
   */
  public record Built(String path, Map<String, byte[]> files) {}

  private KeywordIndex() {}

  /**
   * Puts indexed documents together. The same documents give the same bytes, in any order.
   *
   * @param language as in {@code <html lang>}; tells how words are inflected
   */
  public static Built build(Collection<IndexedDocument> documents, String language)
      throws IOException {
    List<IndexedDocument> indexed =
        documents.stream().sorted(Comparator.comparing(IndexedDocument::url)).toList();
    Map<String, byte[]> files = new TreeMap<>();
    int count = shardCount(indexed);
    List<String> shards = texts(indexed, count, files);
    List<List<Object>> described = new ArrayList<>();
    TreeMap<String, Postings> postings = new TreeMap<>();
    for (int number = 0; number < indexed.size(); number++) {
      IndexedDocument document = indexed.get(number);
      described.add(
          List.of(document.url(), document.title(), document.length(), shard(document, count)));
      for (Map.Entry<String, Integer> word : document.weights().entrySet()) {
        postings
            .computeIfAbsent(word.getKey(), each -> new Postings())
            .add(number, word.getValue());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Postings each : postings.values()) {
      each.writeTo(bytes);
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("format", 1);
    index.put("language", language);
    index.put("documents", described);
    index.put("texts", shards);
    index.put("words", String.join(" ", postings.keySet()));
    index.put("postings", Base64.getEncoder().encodeToString(bytes.toByteArray()));
    return new Built(put("words.json", index, files), files);
  }

  private static int shardCount(List<IndexedDocument> documents) {
    long characters =
        documents.stream()
            .flatMap(document -> document.sections().stream())
            .mapToLong(section -> section.text().length())
            .sum();
    // A power of two: the number changes seldom, and with it all shards.
    int count = 1;
    while ((long) count * SHARD < characters) {
      count *= 2;
    }
    return count;
  }

  /** By its address alone: a document that is added or changed leaves other shards as they were. */
  private static int shard(IndexedDocument document, int count) {
    byte[] hash = Digest.sha256().digest(document.url().getBytes(StandardCharsets.UTF_8));
    return (((hash[0] & 0xff) << 16) | ((hash[1] & 0xff) << 8) | (hash[2] & 0xff)) & (count - 1);
  }

  private static List<String> texts(
      List<IndexedDocument> documents, int count, Map<String, byte[]> files) throws IOException {
    List<Map<String, Object>> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shards.add(new TreeMap<>());
    }
    for (IndexedDocument document : documents) {
      List<List<String>> sections =
          document.sections().stream()
              .map(section -> List.of(section.heading(), section.anchor(), section.text()))
              .toList();
      shards.get(shard(document, count)).put(document.url(), sections);
    }
    List<String> paths = new ArrayList<>();
    for (Map<String, Object> shard : shards) {
      paths.add(put("texts.json", shard, files));
    }
    return paths;
  }

  private static String put(String name, Object content, Map<String, byte[]> files)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(content);
    String path = FOLDER + Digest.hashedName(name, json);
    files.put(path, json);
    return path;
  }
}
