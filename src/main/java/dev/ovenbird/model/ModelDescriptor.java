package dev.ovenbird.model;

import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code models/NAME/model.yaml} says.
 *
 * @param file the descriptor
 * @param name the folder's name, by which pages call the model
 * @param task the Transformers.js task: {@code feature-extraction}
 * @param onnx the model as it was trained
 * @param tokenizer its {@code tokenizer.json}
 * @param files what Transformers.js reads beside them, in the descriptor's folder
 * @param dtypes what the model is quantized to; the first is used where nothing else is asked for
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
    TextEncoderOptions encoder,
    Path sentences,
    double minimumCosine,
    int minimumCosineLine) {

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
