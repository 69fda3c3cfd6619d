package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Turns texts into tokens, as {@code tokenizer.json} says. Thread-safe. */
final class Tokens implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  /** Opens a {@code tokenizer.json}; texts are cut to so many tokens. */
  Tokens(Path tokenizerJson, int maxLength) {
    this(
        tokenizerJson,
        Map.of("truncation", "true", "padding", "false", "maxLength", Integer.toString(maxLength)));
  }

  /** Opens a {@code tokenizer.json}; texts stay whole. */
  static Tokens whole(Path tokenizerJson) {
    return new Tokens(tokenizerJson, Map.of("truncation", "false", "padding", "false"));
  }

  private Tokens(Path tokenizerJson, Map<String, String> settings) {
    if (!Files.isRegularFile(tokenizerJson)) {
      throw Sessions.bad(
          tokenizerJson,
          "There is no such tokenizer file.",
          "A model that reads text needs its tokenizer.json.");
    }
    // DJL reports its first use to its makers unless it is told to stay offline.
    System.setProperty("ai.djl.offline", "true");
    try (InputStream json = Files.newInputStream(tokenizerJson)) {
      tokenizer = HuggingFaceTokenizer.newInstance(json, settings);
    } catch (IOException | RuntimeException e) {
      throw Sessions.bad(
          tokenizerJson,
          "The tokenizer cannot be read: " + e.getMessage(),
          "Copy tokenizer.json again from where the model came from.");
    }
  }

  /** Tokens of each text, special ones included, without padding. */
  List<Encoding> encode(List<String> texts) {
    return Arrays.asList(tokenizer.batchEncode(texts));
  }

  /** The text of tokens, special ones included. */
  String decode(long... ids) {
    return tokenizer.decode(ids, false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
