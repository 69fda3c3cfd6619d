package dev.ovenbird.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** A model of which one layer was trained on: its weights are a hundredth off, at random. */
public final class FineTuned {
  private FineTuned() {}

  /**
   * Writes it.
   *
   * @param in an fp32 model in one file
   * @param layer as {@link TensorPlace#layer} names it
   */
  public static void write(Path in, String layer, Path out) throws IOException {
    List<TensorPlace> places = TensorPlace.of(in).get(in.getFileName().toString());
    Files.copy(in, out, StandardCopyOption.REPLACE_EXISTING);
    Random random = new Random(1);
    try (FileChannel file =
        FileChannel.open(out, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (TensorPlace place : places) {
        if (!place.layer().equals(layer) || place.width() != 4) {
          continue;
        }
        ByteBuffer data = ByteBuffer.allocate((int) (place.end() - place.dataBegin()));
        data.order(ByteOrder.LITTLE_ENDIAN);
        file.read(data, place.dataBegin());
        for (int at = 0; at < data.capacity(); at += 4) {
          data.putFloat(at, data.getFloat(at) * (1 + 0.01f * (float) random.nextGaussian()));
        }
        file.write(data.flip(), place.dataBegin());
      }
    }
  }
}
