package dev.ovenbird.site;

import dev.ovenbird.content.ContentReader;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.search.KeywordIndex;
import dev.ovenbird.search.SearchIndex;
import dev.ovenbird.web.BrowserRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is published beside pages: files among the content, models, the runtime, the search. */
final class PublishedFiles {
  private PublishedFiles() {}

  static void addTo(
      SiteFiles files,
      SiteConfig config,
      ContentReader.Content content,
      List<BakedModel> models,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search,
      Optional<KeywordIndex.Built> words,
      Diagnostics diagnostics)
      throws IOException {
    for (Path file : content.files()) {
      files.copy(SiteFiles.relative(config.contentFolder(), file), file, diagnostics);
    }
    for (Document document : content.documents()) {
      document.figures().made().forEach(files::copyMade);
    }
    for (BakedModel model : models) {
      files.copyAll(model.siteFolder());
    }
    if (runtime.siteFolder().isPresent()) {
      files.copyAll(runtime.siteFolder().get());
    }
    if (search.isPresent()) {
      files.copyAll(search.get().siteFolder());
    }
    words.ifPresent(index -> index.files().forEach(files::put));
    runtime.appFiles().forEach(files::put);
    files.put(Catalog.PATH, Catalog.json(models, runtime, search, words));
    files.put(
        OutputFolder.MARKER,
        "{\"generator\": \"Ovenbird " + Version.current() + "\", \"format\": 1}\n");
  }
}
