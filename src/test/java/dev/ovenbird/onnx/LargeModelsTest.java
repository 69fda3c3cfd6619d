package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.ovenbird.cli.Main;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.StringStringEntryProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of 4 GiB in a file that is all hole, so that it takes no room on the disk. */
class LargeModelsTest {
  private static final long ROWS = 3L << 20;
  private static final long HALF_PRECISION_ROWS = 2L << 20;
  private static final long FIRST_BYTES = ROWS * 256 * Float.BYTES;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void givenAModel() throws IOException {
    TensorProto halves =
        tensor("halves", HALF_PRECISION_ROWS, FIRST_BYTES, Short.BYTES).toBuilder()
            .setDataType(ElementType.FLOAT16.code())
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInitializer(tensor("large", ROWS, 0, Float.BYTES))
            .addInitializer(halves);
    file = folder.resolve("model.onnx");
    Files.write(file, Models.bytes(Models.model(17, graph)));
    try (RandomAccessFile data =
        new RandomAccessFile(folder.resolve("model.onnx_data").toFile(), "rw")) {
      data.setLength(FIRST_BYTES + HALF_PRECISION_ROWS * 256 * Short.BYTES);
      // The last number of each: 1.
      data.seek(FIRST_BYTES - Float.BYTES);
      data.writeInt(Integer.reverseBytes(Float.floatToIntBits(1)));
      data.seek(data.length() - Short.BYTES);
      data.writeShort(Short.reverseBytes((short) 0x3C00));
    }
  }

  @Test
  void areReadWhereverTheirNumbersLie() {
    OnnxModel model = OnnxReader.read(file);
    for (Initializer weight : model.initializers()) {
      FloatTensor tensor = FloatTensor.of(weight);
      float[] end = new float[100];
      tensor.read(tensor.elements() - end.length, end, end.length);
      assertThat(end[98]).isZero();
      assertThat(end[99]).isEqualTo(1);
    }
    assertThat(OnnxSize.of(model)).isGreaterThan(4L << 30);
    assertThat(SharedWeight.of(model)).isEmpty();
  }

  @Test
  void fitIntoASmallHeap() throws IOException, InterruptedException {
    String text = thenInspected(0);
    assertThat(text).contains("3.22 GB", "1.07 GB", "[3145728, 256]");
  }

  /** Two bytes of a file can be a node, and that takes a hundred in memory. */
  @Test
  void aGraphThatDoesNotFitIsRefused() throws IOException, InterruptedException {
    int nodes = 5_000_000;
    byte[] model = new byte[2 + 6 + nodes * 2];
    CodedOutputStream output = CodedOutputStream.newInstance(model);
    output.writeInt64(ModelProto.IR_VERSION_FIELD_NUMBER, 8);
    output.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireReader.BYTES);
    output.writeUInt32NoTag(nodes * 2);
    int begin = output.getTotalBytesWritten();
    for (int at = begin; at < begin + nodes * 2; at += 2) {
      model[at] = GraphProto.NODE_FIELD_NUMBER << 3 | WireReader.BYTES;
    }
    Files.write(file, Arrays.copyOf(model, begin + nodes * 2));
    assertThat(thenInspected(1)).contains("The graph of this model needs more memory than");
  }

  private String thenInspected(int exitCode) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "model",
            "inspect",
            file.toString());
    Process inspect = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(inspect.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(inspect.waitFor()).as(text).isEqualTo(exitCode);
    return text;
  }

  private static TensorProto tensor(String name, long rows, long offset, int width) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(ElementType.FLOAT32.code())
        .addDims(rows)
        .addDims(256)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", "model.onnx_data"))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(rows * 256 * width)))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
