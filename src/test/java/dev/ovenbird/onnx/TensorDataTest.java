package dev.ovenbird.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorDataTest {
  private static final long FIVE_GIB = 5L << 30;

  @TempDir Path folder;

  @Test
  void slicesAreViewsOfTheirOwn() {
    TensorData data = data(1, 2, 3, 4, 5);
    ByteBuffer slice = data.slice(1, 3);
    assertThat(slice).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
    assertThat(slice.isReadOnly()).isTrue();
    assertThat(slice.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    slice.position(2);
    assertThat(data.slice(1, 3).position()).isZero();
    assertThat(data.slice(5, 0).remaining()).isZero();
    assertThatThrownBy(() -> data.slice(3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> data.slice(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void partsReadAsOne() {
    TensorData whole = data(1, 2, 3, 4, 5, 6, 7, 8, 9);
    TensorData joined =
        TensorData.join(List.of(data(1, 2), data(), data(3, 4, 5), data(6, 7, 8, 9)));
    for (int begin = 0; begin <= 9; begin++) {
      for (int end = begin; end <= 9; end++) {
        ByteBuffer expected = whole.slice(begin, end - begin);
        assertThat(joined.slice(begin, end - begin)).isEqualTo(expected);
        assertThat(joined.range(begin, end - begin).slice(0, end - begin)).isEqualTo(expected);
      }
    }
    assertThat(joined).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(joined).isNotEqualTo(data(1, 2, 3, 4, 0, 6, 7, 8, 9)).isNotEqualTo(data(1, 2, 3));
  }

  @Test
  void aFileMayBeLongerThanABuffer() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(FIVE_GIB + 8);
      sparse.seek(FIVE_GIB - 4);
      sparse.writeLong(Long.reverseBytes(0x0123_4567_89AB_CDEFL));
    }
    TensorData data = TensorData.ofFile(file, 4, -1);
    assertThat(data.size()).isEqualTo(FIVE_GIB + 4);
    assertThat(data.slice(FIVE_GIB - 8, 8).getLong()).isEqualTo(0x0123_4567_89AB_CDEFL);
    assertThat(data.range(3L << 30, 2L << 30).slice((2L << 30) - 8, 8).getInt())
        .isEqualTo(0x89AB_CDEF);
    assertThat(data).isNotEqualTo(TensorData.ofFile(file, 0, FIVE_GIB + 3));
    assertThat(data).hasSameHashCodeAs(TensorData.ofFile(file, 4, FIVE_GIB + 4));
  }

  private static TensorData data(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int each : bytes) {
      buffer.put((byte) each);
    }
    return TensorData.of(buffer.flip());
  }
}
