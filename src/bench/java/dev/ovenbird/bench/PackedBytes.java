package dev.ovenbird.bench;

import dev.ovenbird.model.ModelFiles;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.pack.Shard;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What files take as they are, in {@code gzip -9}, and packed; and what no code for single bytes
 * can go below: their entropy, tensor by tensor.
 */
final class PackedBytes {
  private static final Path FOLDER = Path.of("target", "bench", "packs");

  /**
   * A file.
   *
   * @param bytes as it is
   * @param gzip as {@code gzip -9} makes it
   * @param packed in shards
   * @param entropy in bytes; of files that are no models 0
   * @param shards how many
   * @param largestShard in bytes
   */
  record Row(
      String file,
      long bytes,
      long gzip,
      long packed,
      long entropy,
      int shards,
      long largestShard) {}

  private PackedBytes() {}

  static List<Row> print() throws IOException {
    MiniLmFiles files = new MiniLmFiles();
    Map<String, Path> models = new LinkedHashMap<>();
    models.put("fp32", files.original());
    for (Dtype dtype : List.of(Dtype.FP16, Dtype.Q8, Dtype.Q4, Dtype.Q4F16)) {
      models.put(dtype.id(), files.calibrated(dtype));
    }
    models.put(MiniLmFiles.PUBLISHED, files.published());
    System.out.println();
    System.out.println("Bytes: all-MiniLM-L6-v2, its tokenizer, and ONNX Runtime Web");
    System.out.printf(
        "%-22s%12s%12s%12s%8s%12s%8s%12s%n",
        "file", "bytes", "gzip -9", "packed", "", "entropy", "shards", "largest");
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Path> model : models.entrySet()) {
      rows.add(
          print(
              model.getKey(),
              model.getValue(),
              ModelFiles.of("model.onnx", model.getValue()),
              ByteEntropy.ofTensors(model.getValue())));
    }
    rows.add(print("tokenizer.json", files.tokenizer()));
    rows.add(print("ort jspi wasm", RuntimeWasm.file("jspi")));
    return rows;
  }

  private static Row print(String name, Path file) throws IOException {
    return print(name, file, List.of(new PackFile("file", file)), 0);
  }

  private static Row print(String name, Path file, List<PackFile> files, long entropy)
      throws IOException {
    Pack pack = new Packer(PackOptions.DEFAULT).pack("bench", Map.of(), files, FOLDER);
    Row row =
        new Row(
            name,
            Files.size(file),
            gzip(file),
            pack.storedBytes(),
            entropy,
            pack.shards().size(),
            pack.shards().values().stream().mapToLong(Shard::stored).max().orElse(0));
    System.out.printf(
        "%-22s%12d%12d%12d%7.1f%%%12d%8d%12d%n",
        row.file(),
        row.bytes(),
        row.gzip(),
        row.packed(),
        100.0 * row.packed() / row.gzip() - 100,
        row.entropy(),
        row.shards(),
        row.largestShard());
    return row;
  }

  private static long gzip(Path file) throws IOException {
    long[] size = {0};
    OutputStream counter =
        new OutputStream() {
          @Override
          public void write(int b) {
            size[0]++;
          }

          @Override
          public void write(byte[] b, int offset, int length) {
            size[0] += length;
          }
        };
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new Strongest(counter)) {
      in.transferTo(out);
    }
    return size[0];
  }

  private static final class Strongest extends GZIPOutputStream {
    Strongest(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
