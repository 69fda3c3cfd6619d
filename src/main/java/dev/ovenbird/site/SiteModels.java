package dev.ovenbird.site;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.content.Document;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.fetch.Fetcher;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.model.DescriptorReader;
import dev.ovenbird.model.DeviceCheck;
import dev.ovenbird.model.LockMode;
import dev.ovenbird.model.ModelBaker;
import dev.ovenbird.model.ModelDescriptor;
import dev.ovenbird.model.SourceLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of a site, baked. Immutable. */
final class SiteModels {
  private final SiteConfig config;
  private final List<BakedModel> baked;

  private SiteModels(SiteConfig config, List<BakedModel> baked) {
    this.config = config;
    this.baked = List.copyOf(baked);
  }

  /** Bakes all models that are described, or takes them from the cache. */
  static SiteModels bake(
      SiteConfig config,
      BuildCache cache,
      Fetcher fetcher,
      Diagnostics diagnostics,
      Progress progress)
      throws IOException {
    ModelBaker baker = new ModelBaker(cache, fetcher, progress);
    List<BakedModel> baked = new ArrayList<>();
    for (ModelDescriptor descriptor :
        DescriptorReader.readAll(
            config.modelFolder(), new SourceLocks(fetcher, LockMode.KEEP), diagnostics)) {
      try {
        BakedModel model = baker.bake(descriptor);
        DeviceCheck.check(model, diagnostics);
        baked.add(model);
      } catch (InputException e) {
        diagnostics.addAll(e.diagnostics());
      }
    }
    return new SiteModels(config, baked);
  }

  List<BakedModel> baked() {
    return baked;
  }

  List<String> names() {
    return baked.stream().map(BakedModel::name).toList();
  }

  Optional<BakedModel> named(String name) {
    return baked.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Whether a model has a descriptor; if it could not be baked, that has been said already. */
  boolean isDescribed(String name) {
    return Files.isRegularFile(config.modelFolder().resolve(name).resolve(DescriptorReader.FILE));
  }

  /** Complains when a page asks for a model, or for a dtype of one, that is not published. */
  void check(PlannedPage page, HtmlPage.ModelUse use, Diagnostics diagnostics) {
    Optional<BakedModel> model = named(use.model());
    if (model.isEmpty()) {
      if (!isDescribed(use.model())) {
        complain(
            page,
            use.model(),
            "There is no model \"" + use.model() + "\".",
            baked.isEmpty()
                ? "Describe it in models/" + use.model() + "/" + DescriptorReader.FILE + "."
                : Suggestion.orList(use.model(), names()),
            diagnostics);
      }
      return;
    }
    List<String> published =
        model.get().variants().stream().map(variant -> variant.dtype().id()).toList();
    if (!use.dtype().isEmpty() && !published.contains(use.dtype())) {
      complain(
          page,
          use.dtype(),
          "The model " + use.model() + " has no dtype \"" + use.dtype() + "\".",
          Suggestion.orList(use.dtype(), published),
          diagnostics);
    }
  }

  private void complain(
      PlannedPage page, String value, String message, String hint, Diagnostics diagnostics) {
    Optional<Document> document = page.document();
    diagnostics.error(
        document.map(Document::file).orElse(config.templateFolder().resolve(page.template())),
        document.map(source -> source.lineContaining("\"" + value + "\"")).orElse(0),
        value,
        message,
        hint);
  }
}
