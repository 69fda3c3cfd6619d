package dev.ovenbird.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.cache.StableJson;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What Transformers.js should know of a model, in its {@code config.json}. */
final class TransformersConfig {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TransformersConfig() {}

  /**
   * Writes a model's configuration with the dtypes it has here, for which Transformers.js would
   * otherwise ask q8 on WebAssembly and fp32 on WebGPU, published or not; and with how many files
   * of external data it has to fetch beside each.
   *
   * @param dtypes by the device's name, WebAssembly last
   * @param dataFiles how many, by the name of the model's file
   * @return the target
   */
  static Path write(
      Path config, Map<String, Dtype> dtypes, Map<String, Integer> dataFiles, Path target)
      throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(config.toFile());
    ObjectNode own = json.withObject("/transformers.js_config");
    dtypes.forEach(
        (device, dtype) -> {
          own.withObject("/device_config/" + device).put("dtype", dtype.id());
          // For devices that we know nothing of; WebAssembly comes last.
          own.put("dtype", dtype.id());
        });
    dataFiles.forEach(
        (file, count) -> {
          if (count > 0) {
            own.withObject("/use_external_data_format").put(file, count);
          }
        });
    JSON.writer(StableJson.indented()).writeValue(target.toFile(), json);
    return target;
  }
}
