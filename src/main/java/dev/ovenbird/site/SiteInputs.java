package dev.ovenbird.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.content.DataFiles;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.MemoryContentStore;
import dev.ovenbird.content.Messages;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.render.Assets;
import dev.ovenbird.render.TemplateHashes;
import dev.ovenbird.trace.Inputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All kinds of inputs that pages and texts are made of, and what each is in this build. What is not
 * declared here and is yet read makes its readers be made anew in each build.
 */
final class SiteInputs {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final String ASSET = "asset ";
  private static final String STYLES = "styles ";

  private SiteInputs() {}

  /**
   * What there is before any document was read.
   *
   * @param assets to look at only: what is asked for here is not published
   */
  static void declare(
      Inputs inputs, SiteConfig config, Messages messages, DataFiles data, Assets assets)
      throws IOException {
    TemplateHashes templates = new TemplateHashes(config.templateFolder());
    Map<String, Object> settings = config.forTemplates();
    inputs.declare("template", templates::of);
    inputs.declare("config", key -> value(settings, key));
    inputs.declare("message", messages::pattern);
    inputs.declare("data", key -> hash(data.tree().get(key)));
    inputs.declare("data-file", path -> hash(data.byPath().get(path)));
    inputs.declare("asset", assets::publishedPath);
    inputs.declare("styles", paths -> hash(assets.styles(paths(paths))));
  }

  /** What documents say, and which there are. */
  static void declare(Inputs inputs, List<Document> documents, MemoryContentStore store) {
    Map<String, Document> byUri = new HashMap<>();
    documents.forEach(document -> byUri.put(document.uri(), document));
    Map<String, Function<Document, String>> facts =
        Map.of(
            "head", Document::headHash,
            "counted", Document::countedHash,
            "body", Document::bodyHash,
            "source", Document::hash,
            "beside", Document::besideUris);
    facts.forEach(
        (kind, fact) ->
            inputs.declare(
                kind,
                uri -> {
                  Document document = byUri.get(uri);
                  return document == null ? null : fact.apply(document);
                }));
    inputs.declare("list", query -> Digest.brief(store.answer(query)));
    inputs.declare("newest", any -> String.valueOf(store.newest().getTime()));
  }

  /**
   * What pages know of the site.
   *
   * @param site the variables below {@code ovenbird}
   */
  static void declare(Inputs inputs, Map<String, Object> site, Predicate<String> published) {
    inputs.declare("ovenbird", key -> value(site, key));
    inputs.declare("published", path -> String.valueOf(published.test(path)));
  }

  /** Those of some inputs that ask for assets. */
  static Set<String> assets(Collection<String> read) {
    return read.stream()
        .filter(input -> input.startsWith(ASSET) || input.startsWith(STYLES))
        .collect(Collectors.toSet());
  }

  /** Asks for the assets that finished work names, so that they are published. */
  static void publish(Collection<String> read, Assets assets) {
    for (String input : read) {
      if (input.startsWith(ASSET)) {
        assets.publishedPath(input.substring(ASSET.length()));
      } else if (input.startsWith(STYLES)) {
        assets.styles(paths(input.substring(STYLES.length())));
      }
    }
  }

  private static List<String> paths(String name) {
    return Arrays.asList(name.split("\n"));
  }

  private static String value(Map<String, Object> variables, String key) {
    return hash(key.equals("*") ? variables : variables.get(key));
  }

  /** Of any value that templates see; the same values have the same hash. */
  static String hash(Object value) {
    if (value == null) {
      return null;
    }
    try {
      return Digest.brief(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      return Digest.brief(String.valueOf(value));
    }
  }
}
