package dev.ovenbird.bench;

import dev.ovenbird.onnx.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random weights that are spread as trained ones are, in a temporary file. The same in each run, on
 * any number of cores. Not thread-safe.
 */
final class RandomWeights implements AutoCloseable {
  private static final long SEED = 20_261_123;

  private final Path file;
  private final FileChannel channel;
  private long used;
  private long tensors;

  RandomWeights(Path folder) throws IOException {
    Files.createDirectories(folder);
    file = Files.createTempFile(folder, ".weights", ".tmp");
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Normally distributed numbers, {@code [rows, columns]}, each column times a log-normal factor.
   *
   * @param deviation the standard deviation in a column whose factor is 1
   * @param spread the standard deviation of the factors' logarithms
   */
  TensorData matrix(int rows, int columns, double deviation, double spread) {
    SplittableRandom ofTensor = new SplittableRandom(SEED + tensors++);
    float[] factors = new float[columns];
    for (int i = 0; i < columns; i++) {
      factors[i] = (float) (deviation * Math.exp(spread * ofTensor.nextGaussian()));
    }
    long seed = ofTensor.nextLong();
    ByteBuffer bytes = allocate(4 * rows * columns);
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              SplittableRandom random = new SplittableRandom(seed + row);
              FloatBuffer out =
                  bytes
                      .slice(4 * row * columns, 4 * columns)
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .asFloatBuffer();
              for (int i = 0; i < columns; i++) {
                out.put(i, (float) random.nextGaussian() * factors[i]);
              }
            });
    return TensorData.of(bytes);
  }

  private ByteBuffer allocate(int size) {
    try {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, used, size);
      used += size;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.delete(file);
  }
}
