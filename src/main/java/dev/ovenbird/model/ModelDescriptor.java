package dev.ovenbird.model;

import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code models/NAME/model.yaml} says.
 *
 * @param file the descriptor
 * @param name the folder's name, by which pages call the model
 * @param task the Transformers.js task: {@code feature-extraction}
 * @param onnx the model as it was trained
 * @param tokenizer its {@code tokenizer.json}
 * @param files what Transformers.js reads beside them, in the descriptor's folder
 * @param dtypes what the model is quantized to; the build makes its own vectors with the first
 * @param devices the author's choice of a dtype, by {@link Device#api}; may be empty
 * @param encoder how token vectors become one vector
 * @param sentences on which the small model is compared with the original, one in each line
 * @param minimumCosine below this mean cosine the build fails
 * @param minimumCosineLine where the descriptor says so
 */
public record ModelDescriptor(
    Path file,
    String name,
    String title,
    String description,
    String license,
    String homepage,
    String task,
    Source onnx,
    Source tokenizer,
    List<Path> files,
    List<Dtype> dtypes,
    Map<String, Dtype> devices,
    TextEncoderOptions encoder,
    Path sentences,
    double minimumCosine,
    int minimumCosineLine) {

  /** The dtypes that a kind of device runs, the one it takes first. Empty if it runs none. */
  public List<Dtype> dtypesFor(Device device) {
    return device.order(dtypes, devices.get(device.api()));
  }

  /**
   * A file from elsewhere.
   *
   * @param address {@code classpath:/…} or {@code file:…}, the latter from the descriptor's folder
   * @param sha256 its hash in hex
   * @param line where the descriptor gives the address
   * @param hashLine where it gives the hash
   */
  public record Source(String address, String sha256, int line, int hashLine) {}
}
