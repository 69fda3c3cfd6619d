package dev.ovenbird.model;

import dev.ovenbird.onnx.TensorPlace;
import dev.ovenbird.pack.Layout;
import dev.ovenbird.pack.Numbers;
import dev.ovenbird.pack.PackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model's files as a packer takes them. Thread-safe. */
public final class ModelFiles {
  /** Smaller tensors are no place to cut at, in bytes: a part should be worth a request. */
  private static final long SMALLEST = 64 << 10;

  private ModelFiles() {}

  /**
   * A model and its external data.
   *
   * @param path of the model in the pack; its data go beside it
   * @throws dev.ovenbird.diagnostics.InputException if the model or its data is damaged
   */
  public static List<PackFile> of(String path, Path onnx) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String own = onnx.getFileName().toString();
    List<PackFile> files = new ArrayList<>();
    TensorPlace.of(onnx)
        .forEach(
            (name, places) ->
                files.add(
                    new PackFile(
                        name.equals(own) ? path : folder + name,
                        onnx.resolveSibling(name),
                        layout(places))));
    return files;
  }

  /** The size of a model, external data included, in bytes. */
  static long size(Path onnx) throws IOException {
    long size = 0;
    for (PackFile file : of("", onnx)) {
      size += Files.size(file.source());
    }
    return size;
  }

  /** Cut where a layer begins, then where a large tensor does. */
  private static Layout layout(List<TensorPlace> places) {
    List<Long> layers = new ArrayList<>();
    List<Long> tensors = new ArrayList<>();
    List<Numbers> numbers = new ArrayList<>();
    String layer = "";
    for (TensorPlace place : places) {
      if (!place.layer().equals(layer)) {
        layers.add(place.begin());
        layer = place.layer();
      }
      if (place.end() - place.dataBegin() >= SMALLEST) {
        tensors.add(place.begin());
        tensors.add(place.end());
      }
      if (place.width() > 1 && (place.end() - place.dataBegin()) % place.width() == 0) {
        numbers.add(new Numbers(place.dataBegin(), place.end(), place.width()));
      }
    }
    return new Layout(layers, tensors, numbers);
  }
}
