package dev.ovenbird.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that is measured of the quantizer, as tables and as {@code
 * data/numbers/quantize.json}.
 */
public final class QuantizeBench {
  private QuantizeBench() {}

  /**
   * @param arguments the names of tables, with commas between; all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Results.Table> tables = new LinkedHashMap<>();
    tables.put("gemma", GemmaTable::print);
    tables.put("minilm", MiniLmTable::print);
    tables.put("speed", ChromiumSpeed::print);
    tables.put("agreement", ChromiumAgreement::print);
    tables.put("zoo", ZooTable::print);
    Map<String, Results.Table> chosen = Results.chosen(tables, arguments);
    new Results("quantize.json").print(chosen);
  }
}
