package dev.ovenbird.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Turns an image into a model's {@code pixel_values}, as {@code preprocessor_config.json} says.
 * Understood are {@code do_resize}, {@code size}, {@code crop_pct}, {@code do_center_crop}, {@code
 * crop_size}, {@code do_rescale}, {@code rescale_factor}, {@code do_normalize}, {@code image_mean}
 * and {@code image_std}, as Transformers' image processors mean them. Every resize is bilinear:
 * both models get the same pixels, whatever the filter. Immutable.
 */
final class Preprocessor {
  private static final double[] HALF = {0.5, 0.5, 0.5};

  private final Path file;
  private final JsonNode settings;

  private Preprocessor(Path file, JsonNode settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * Reads the settings.
   *
   * @throws dev.ovenbird.diagnostics.InputException if the file is missing or is not JSON
   */
  static Preprocessor read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Sessions.bad(
          file,
          "There is no such preprocessor file.",
          "A model that sees images needs its preprocessor_config.json.");
    }
    try {
      JsonNode settings = new ObjectMapper().readTree(file.toFile());
      if (settings.isObject()) {
        return new Preprocessor(file, settings);
      }
      throw Sessions.bad(file, "It holds no settings.", "Copy it from where the model came from.");
    } catch (JsonProcessingException e) {
      throw Sessions.bad(
          file,
          "This is not JSON: " + e.getOriginalMessage(),
          "Copy it again from where the model came from.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers for a model: {@code [3, height, width]}. */
  Pixels apply(Pixels image) {
    Pixels sized = is("do_resize", settings.has("size")) ? resize(image) : image;
    if (is("do_center_crop", false)) {
      int[] crop = square(settings.path(settings.has("crop_size") ? "crop_size" : "size"));
      sized = sized.centre(crop[0], crop[1]);
    }
    double factor = is("do_rescale", true) ? number("rescale_factor", 1 / 255.0) : 1;
    boolean normalize = is("do_normalize", settings.has("image_mean"));
    double[] mean = normalize ? channels("image_mean", HALF) : new double[] {0, 0, 0};
    double[] deviation = normalize ? channels("image_std", HALF) : new double[] {1, 1, 1};
    Pixels scaled = new Pixels(sized.height(), sized.width());
    int area = sized.height() * sized.width();
    for (int i = 0; i < scaled.values().length; i++) {
      int channel = i / area;
      double value = sized.values()[i] * factor;
      scaled.values()[i] = (float) ((value - mean[channel]) / deviation[channel]);
    }
    return scaled;
  }

  private Pixels resize(Pixels image) {
    JsonNode size = settings.path("size");
    int edge = size.path("shortest_edge").asInt(0);
    // A bare number is an edge for models that crop afterwards, a square for those that do not.
    if (size.isInt() && is("do_center_crop", false)) {
      edge = size.asInt();
    }
    if (edge > 0) {
      // ConvNeXT and timm: resize to more than is wanted, and keep the middle; large ones are bent.
      if (settings.has("crop_pct") && edge >= 384) {
        return Resampler.resize(image, edge, edge);
      }
      double kept = number("crop_pct", 1);
      double scale = edge / kept / Math.min(image.height(), image.width());
      Pixels larger =
          Resampler.resize(image, scaled(image.height(), scale), scaled(image.width(), scale));
      return kept < 1 ? larger.centre(edge, edge) : larger;
    }
    int[] target = square(size);
    return Resampler.resize(image, target[0], target[1]);
  }

  private static int scaled(int length, double scale) {
    // Cut like Python's int(), but for what only rounding took from a whole number.
    return Math.max(1, (int) (length * scale + 1e-6));
  }

  private int[] square(JsonNode size) {
    int edge = size.isInt() ? size.asInt() : size.path("shortest_edge").asInt(0);
    int height = size.path("height").asInt(edge);
    int width = size.path("width").asInt(edge);
    if (height < 1 || width < 1) {
      throw Sessions.bad(
          file,
          "It tells no size that is understood here: " + size,
          "Write \"size\": {\"height\": 224, \"width\": 224} or {\"shortest_edge\": 224}.");
    }
    return new int[] {height, width};
  }

  private boolean is(String key, boolean otherwise) {
    return settings.path(key).asBoolean(otherwise);
  }

  private double number(String key, double otherwise) {
    return settings.path(key).asDouble(otherwise);
  }

  private double[] channels(String key, double[] otherwise) {
    JsonNode values = settings.path(key);
    if (values.isNumber()) {
      double[] same = new double[Pixels.CHANNELS];
      Arrays.fill(same, values.asDouble());
      return same;
    }
    if (values.isMissingNode() || values.isNull()) {
      return otherwise;
    }
    if (!values.isArray() || values.size() != Pixels.CHANNELS) {
      throw Sessions.bad(
          file, "\"" + key + "\" does not hold three numbers.", "One each for red, green, blue.");
    }
    return new double[] {
      values.get(0).asDouble(), values.get(1).asDouble(), values.get(2).asDouble()
    };
  }
}
