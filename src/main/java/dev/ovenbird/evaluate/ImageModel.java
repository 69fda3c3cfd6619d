package dev.ovenbird.evaluate;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model that sees images: {@code pixel_values [1, 3, H, W]} in, one output compared. */
final class ImageModel implements AutoCloseable {
  private static final String INPUT = "pixel_values";

  /** In the order in which they are looked for; else the first output is taken. */
  private static final List<String> OUTPUTS =
      List.of("logits", "image_embeds", "pooler_output", "last_hidden_state");

  private final Path onnx;
  private final OrtSession session;
  private final TensorInfo input;
  private final String output;

  private ImageModel(Path onnx, OrtSession session) throws OrtException {
    this.onnx = onnx;
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (!inputs.keySet().equals(Set.of(INPUT))) {
      throw Sessions.bad(
          onnx,
          "The model wants the inputs " + inputs.keySet() + ".",
          "Use a model that takes " + INPUT + " and nothing else.");
    }
    this.input = (TensorInfo) inputs.get(INPUT).getInfo();
    this.output =
        OUTPUTS.stream()
            .filter(session.getOutputNames()::contains)
            .findFirst()
            .orElse(session.getOutputNames().iterator().next());
  }

  static ImageModel open(Path onnx) {
    OrtSession session = Sessions.open(onnx);
    try {
      return new ImageModel(onnx, session);
    } catch (OrtException e) {
      Sessions.close(session);
      throw failed(onnx, e);
    } catch (RuntimeException e) {
      Sessions.close(session);
      throw e;
    }
  }

  Task task() {
    return output.equals(OUTPUTS.get(0))
        ? Task.IMAGE_CLASSIFICATION
        : Task.IMAGE_FEATURE_EXTRACTION;
  }

  /** What it makes of each image: {@code [images][numbers of the output]}. */
  float[][] run(Preprocessor preprocessor, List<Path> images) {
    float[][] vectors = new float[images.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = run(preprocessor.apply(ImageFile.read(images.get(i))));
    }
    return vectors;
  }

  private float[] run(Pixels pixels) {
    long[] shape = {1, Pixels.CHANNELS, pixels.height(), pixels.width()};
    double[] values = new double[pixels.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.values()[i];
    }
    try (OnnxTensor tensor = Tensors.create(onnx, INPUT, input, shape, values);
        OrtSession.Result result = session.run(Map.of(INPUT, tensor), Set.of(output))) {
      float[] floats = Tensors.floats((OnnxTensor) result.get(0));
      if (floats == null) {
        throw Sessions.bad(onnx, "The output '" + output + "' holds no floats.", "");
      }
      return floats;
    } catch (OrtException e) {
      throw failed(onnx, e);
    }
  }

  @Override
  public void close() {
    Sessions.close(session);
  }

  private static RuntimeException failed(Path onnx, OrtException e) {
    return Sessions.bad(
        onnx,
        "The model does not run: " + e.getMessage(),
        "Check that preprocessor_config.json belongs to the model.");
  }
}
