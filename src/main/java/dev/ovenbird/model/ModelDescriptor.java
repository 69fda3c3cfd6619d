package dev.ovenbird.model;

import dev.ovenbird.evaluate.TextEncoderOptions;
import dev.ovenbird.quantize.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code models/NAME/model.yaml} says.
 *
 * @param file the descriptor
 * @param name the folder's name, by which pages call the model
 * @param task the Transformers.js task, such as {@code feature-extraction}
 * @param onnx the model as it was trained
 * @param onnxData its weights, where they lie in files of their own
 * @param tokenizer its {@code tokenizer.json}; none for models that see images
 * @param files what Transformers.js reads beside them, in the descriptor's folder
 * @param fetchedFiles the same from elsewhere
 * @param dtypes what the model is quantized to; the build makes its own vectors with the first
 * @param devices the author's choice of a dtype, by {@link Device#api}; may be empty
 * @param calibration texts, one in each line, on which the model is run before it is rounded; none:
 *     those of {@link Calibrator}
 * @param base an earlier version, on which this one is calibrated; none: on itself
 * @param encoder how token vectors become one vector
 * @param evaluation how the small models are compared with the original
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
    List<Source> onnxData,
    Optional<Source> tokenizer,
    List<Path> files,
    List<Source> fetchedFiles,
    List<Dtype> dtypes,
    Map<String, Dtype> devices,
    Optional<Path> calibration,
    Optional<Base> base,
    TextEncoderOptions encoder,
    EvaluationPlan evaluation) {

  /** The file that says how images are prepared, among {@code files}. */
  static final String PREPROCESSOR = "preprocessor_config.json";

  /**
   * A file from elsewhere.
   *
   * @param address as {@link dev.ovenbird.fetch.SourceAddress} reads it
   * @param sha256 its hash in hex; empty until the lock has been asked
   * @param line where the descriptor gives the address
   * @param hashLine where it gives the hash; 0 where the lock does
   */
  public record Source(String address, String sha256, int line, int hashLine) {
    boolean isLocked() {
      return hashLine == 0;
    }

    /** The file's own name: what stands behind the last slash or colon of the address. */
    public String fileName() {
      return address.substring(Math.max(address.lastIndexOf('/'), address.lastIndexOf(':')) + 1);
    }
  }

  /**
   * A model that this one was trained on from. What flows through it says how both are rounded, so
   * that weights which are the same in both become the same bytes.
   *
   * @param onnx its file
   * @param data its weights, where they lie in files of their own
   */
  public record Base(Source onnx, List<Source> data) {
    List<String> hashes() {
      return Stream.concat(Stream.of(onnx), data.stream()).map(Source::sha256).toList();
    }
  }

  /** The hashes of the model's own files: the same ones, the same model. */
  public List<String> onnxHashes() {
    return Stream.concat(Stream.of(onnx), onnxData.stream()).map(Source::sha256).toList();
  }
}
