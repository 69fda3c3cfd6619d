package dev.ovenbird.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.StableJson;
import dev.ovenbird.model.BakedModel;
import dev.ovenbird.model.Device;
import dev.ovenbird.quantize.Dtype;
import dev.ovenbird.search.KeywordIndex;
import dev.ovenbird.search.SearchIndex;
import dev.ovenbird.web.BrowserRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the browser knows of the site: {@code _ovenbird/catalog.json}, the one file that is never
 * cached for long.
 */
final class Catalog {
  static final String PATH = "_ovenbird/catalog.json";

  private Catalog() {}

  static byte[] json(
      List<BakedModel> models,
      BrowserRuntime runtime,
      Optional<SearchIndex.Built> search,
      Optional<KeywordIndex.Built> words) {
    Map<String, Object> byName = new LinkedHashMap<>();
    models.forEach(model -> byName.put(model.name(), entry(model)));
    Map<String, Object> catalog = new LinkedHashMap<>();
    catalog.put("format", 1);
    catalog.put("models", byName);
    catalog.put("runtimes", runtime.flavours());
    words.ifPresent(index -> catalog.put("words", index.path()));
    search.ifPresent(
        // Sorted: the order of Map.of differs from one run of Java to the next.
        index ->
            catalog.put(
                "search", new TreeMap<>(Map.of("model", index.model(), "index", index.path()))));
    try {
      return new ObjectMapper().writer(StableJson.indented()).writeValueAsBytes(catalog);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> entry(BakedModel model) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("title", model.descriptor().title());
    entry.put("task", model.descriptor().task());
    entry.put("pack", model.pack().manifestPath());
    entry.put("dtypes", dtypes(model));
    entry.put("devices", devices(model));
    entry.put("pooling", model.descriptor().encoder().pooling().name().toLowerCase(Locale.ROOT));
    entry.put("normalize", model.descriptor().encoder().normalize());
    entry.put("maxLength", model.descriptor().encoder().maxLength());
    return entry;
  }

  /** What to download for each dtype. */
  private static Map<String, Object> dtypes(BakedModel model) {
    Map<String, Object> dtypes = new LinkedHashMap<>();
    for (BakedModel.Variant variant : model.variants()) {
      Map<String, Object> download = new LinkedHashMap<>();
      download.put("files", model.filesFor(variant.dtype()));
      download.put("storedBytes", model.downloadBytes(variant.dtype()));
      if (variant.optimized()) {
        download.put("optimized", true);
      }
      variant.selfTest().ifPresent(test -> download.put("selfTest", test));
      dtypes.put(variant.dtype().id(), download);
    }
    return dtypes;
  }

  /** The dtypes that each kind of device runs, best first. */
  private static Map<String, Object> devices(BakedModel model) {
    Map<String, Object> devices = new LinkedHashMap<>();
    for (Device device : Device.values()) {
      devices.put(device.id(), model.dtypesFor(device).stream().map(Dtype::id).toList());
    }
    return devices;
  }
}
