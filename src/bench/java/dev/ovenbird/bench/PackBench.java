package dev.ovenbird.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What packs cost to download, for the first time and after a change, and {@code
 * data/numbers/pack.json}.
 */
public final class PackBench {
  private PackBench() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Results.Table> tables = new LinkedHashMap<>();
    tables.put("bytes", PackedBytes::print);
    tables.put("change", ChangedLayer::print);
    new Results("pack.json").print(tables);
  }
}
