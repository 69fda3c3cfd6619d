package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.parallel.InParallel;
import dev.ovenbird.search.IndexedDocument;
import dev.ovenbird.search.KeywordIndex;
import dev.ovenbird.search.Passage;
import dev.ovenbird.search.PassageSplitter;
import dev.ovenbird.search.SearchDocument;
import dev.ovenbird.search.SearchIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a site can be searched with: its words, and the model that {@code search.model} names. */
final class SiteSearch {
  private static final String SETTING = "search.model";

  private SiteSearch() {}

  /**
   * The index of the words of all documents.
   *
   * @param documents what of it the next build may take over, by what each was made from
   */
  record Words(KeywordIndex.Built index, Map<String, IndexedDocument> documents) {}

  /**
   * Makes the index of words; empty when {@code search.words} is off.
   *
   * @param before documents that an earlier build has indexed
   */
  static Optional<Words> words(
      SiteConfig config, List<Document> documents, Map<String, IndexedDocument> before)
      throws IOException {
    if (!config.hasWordSearch()) {
      return Optional.empty();
    }
    Map<String, IndexedDocument> indexed = new ConcurrentHashMap<>();
    InParallel.forEach(
        documents,
        document -> {
          String key = document.uri() + ' ' + document.headHash() + ' ' + document.bodyHash();
          IndexedDocument known = before.get(key);
          indexed.put(key, known == null ? IndexedDocument.of(searched(document)) : known);
        });
    KeywordIndex.Built index = KeywordIndex.build(indexed.values(), config.text("site.lang", "en"));
    return Optional.of(new Words(index, indexed));
  }

  private static SearchDocument searched(Document document) {
    return new SearchDocument(
        document.uri(),
        document.title(),
        List.of(document.model().getTags()),
        Objects.toString(document.model().get("summary"), ""),
        document.body());
  }

  /** Makes the index of all posts and pages; empty when the site has no search, or a wrong one. */
  static Optional<SearchIndex.Built> build(
      SiteConfig config,
      List<Document> documents,
      SiteModels models,
      BuildCache cache,
      Diagnostics diagnostics,
      Progress progress)
      throws IOException {
    Optional<BakedModel> model = encoder(config, models, diagnostics);
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(SearchIndex.build(passages(documents), model.get(), cache, progress));
  }

  private static Optional<BakedModel> encoder(
      SiteConfig config, SiteModels models, Diagnostics diagnostics) {
    String name = config.text(SETTING, "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<BakedModel> model = models.named(name);
    if (model.isEmpty()) {
      if (!models.isDescribed(name)) {
        diagnostics.add(
            config.wrong(
                SETTING,
                SETTING + " names a model that is not there: " + name,
                Suggestion.orList(name, models.names())));
      }
      return Optional.empty();
    }
    if (!model.get().descriptor().task().equals(Task.FEATURE_EXTRACTION.id())) {
      diagnostics.add(
          config.wrong(
              SETTING,
              SETTING + " names a model that makes no vectors of text: " + name,
              "Name one whose task is " + Task.FEATURE_EXTRACTION.id() + "."));
      return Optional.empty();
    }
    return model;
  }

  private static List<Passage> passages(List<Document> documents) {
    List<Passage> passages = new ArrayList<>();
    for (Document document : documents) {
      if (document.type().equals("post") || document.type().equals("page")) {
        passages.addAll(
            PassageSplitter.split(
                document.uri(),
                document.title(),
                Objects.toString(document.model().get("summary"), ""),
                document.body()));
      }
    }
    return passages;
  }
}
