package dev.ovenbird.bench;

import dev.ovenbird.onnx.TensorPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** How much of a file is left when each byte takes as many bits as it is rare. */
final class ByteEntropy {
  private ByteEntropy() {}

  /** In bytes: of each tensor, and there of the bytes at each place of its numbers, by itself. */
  static long ofTensors(Path onnx) throws IOException {
    List<TensorPlace> places = TensorPlace.of(onnx).get(onnx.getFileName().toString());
    double bits = 0;
    long tensors = 0;
    try (FileChannel file = FileChannel.open(onnx)) {
      for (TensorPlace place : places) {
        ByteBuffer data = ByteBuffer.allocate((int) (place.end() - place.dataBegin()));
        file.read(data, place.dataBegin());
        bits += bits(data.array(), Math.max(1, place.width()));
        tensors += data.capacity();
      }
      return Math.round(bits / 8) + file.size() - tensors;
    }
  }

  private static double bits(byte[] data, int width) {
    List<long[]> counts = new ArrayList<>();
    for (int plane = 0; plane < width; plane++) {
      counts.add(new long[256]);
    }
    for (int i = 0; i < data.length; i++) {
      counts.get(i % width)[data[i] & 0xff]++;
    }
    return counts.stream().mapToDouble(ByteEntropy::bits).sum();
  }

  private static double bits(long[] counts) {
    long all = LongStream.of(counts).sum();
    return LongStream.of(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> -count * Math.log((double) count / all) / Math.log(2))
        .sum();
  }
}
