package dev.ovenbird.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What packs cost to download, for the first time and after a change, and {@code pack.json}. */
public final class PackBench {
  private static final Path JSON = Path.of("target", "bench", "pack.json");

  private PackBench() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> results = new LinkedHashMap<>();
    Machine machine = Machine.here();
    System.out.println(machine);
    results.put("machine", machine);
    results.put("bytes", PackedBytes.print());
    results.put("change", ChangedLayer.print());
    Files.createDirectories(JSON.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(JSON.toFile(), results);
    System.out.println();
    System.out.println("Also in " + JSON);
  }
}
