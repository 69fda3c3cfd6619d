package dev.ovenbird.bench;

import dev.ovenbird.cache.BuildCache;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.evaluate.MiniLm;
import dev.ovenbird.onnx.FineTuned;
import dev.ovenbird.onnx.TensorPlace;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.PackReader;
import dev.ovenbird.pack.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The repository's own site; one layer of its model can be trained on. */
final class DeliverySource implements DeliveryBytes.Change {
  private static final String LAYER = "encoder.layer.2";
  private static final String MODEL_FILE = "onnx/model_quantized.onnx";

  private final Path source;

  DeliverySource(Path source) {
    this.source = source;
  }

  /** A copy of the repository's site; what is baked already is shared with the original. */
  static Path copy(Path target) throws IOException {
    BuildCache.delete(target);
    for (String part : List.of("content", "templates", "assets", "models", "data")) {
      try (Stream<Path> files = Files.walk(Path.of(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.createDirectories(target.resolve(file).getParent());
          Files.copy(file, target.resolve(file));
        }
      }
    }
    Files.copy(Path.of("jbake.properties"), target.resolve("jbake.properties"));
    Files.createSymbolicLink(
        target.resolve(".ovenbird"),
        Files.createDirectories(Path.of(".ovenbird").toAbsolutePath()));
    return target;
  }

  @Override
  public void apply() throws IOException {
    Path trained = source.resolve("models/minilm/trained.onnx");
    FineTuned.write(MiniLm.onnx(), LAYER, trained);
    Path descriptor = source.resolve("models/minilm/model.yaml");
    String original = "source: classpath:/all-minilm-l6-v2.onnx";
    String text = Files.readString(descriptor);
    String before = Digest.hex(MiniLm.onnx());
    Files.writeString(
        descriptor,
        text.replace(original, "source: file:trained.onnx")
                .replace("sha256: " + before, "sha256: " + Digest.hex(trained))
            + "\nbase: {"
            + original
            + ", sha256: "
            + before
            + "}\n");
  }

  @Override
  public long layerBytes(Path site) throws IOException {
    Path folder = Files.createTempDirectory("ovenbird-layer-");
    try {
      Path model = folder.resolve("model.onnx");
      Pack pack = DeliveryHosts.pack(site);
      try (OutputStream out = Files.newOutputStream(model)) {
        PackReader.write(site, pack, MODEL_FILE, out);
      }
      Path layer = Files.write(folder.resolve("layer"), layer(model));
      return new Packer(PackOptions.DEFAULT)
          .pack("layer", Map.of(), List.of(new PackFile("layer", layer)), folder)
          .storedBytes();
    } finally {
      BuildCache.delete(folder);
    }
  }

  private static byte[] layer(Path model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "r")) {
      for (TensorPlace place : TensorPlace.of(model).get(model.getFileName().toString())) {
        if (place.layer().equals(LAYER)) {
          byte[] tensor = new byte[(int) (place.end() - place.begin())];
          file.seek(place.begin());
          file.readFully(tensor);
          bytes.write(tensor);
        }
      }
    }
    return bytes.toByteArray();
  }
}
