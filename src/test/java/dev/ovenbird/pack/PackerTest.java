package dev.ovenbird.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerTest {
  private static final long TARGET = 4096;

  @TempDir Path folder;

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Pack pack(String site, PackFile... files) throws IOException {
    return new Packer(new PackOptions(TARGET))
        .pack("model", Map.of("title", "A model"), List.of(files), folder.resolve(site));
  }

  private byte[] unpack(String site, Pack pack, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String hash : pack.files().get(path).shards()) {
      byte[] stored = Files.readAllBytes(folder.resolve(site).resolve(Pack.shardPath(hash)));
      assertThat(Digest.hex(stored)).isEqualTo(hash);
      Shard shard = pack.shards().get(hash);
      assertThat(stored).hasSize((int) shard.stored());
      byte[] decoded =
          shard.encoding().equals("gzip")
              ? new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes()
              : stored;
      assertThat(decoded).hasSize((int) shard.decoded());
      out.write(decoded);
    }
    return out.toByteArray();
  }

  @Test
  void givesBackTheSameBytesByItsManifest() throws IOException {
    byte[] weights = noise(30_000, 1);
    byte[] text = "{\"word\": 1}\n".repeat(2_000).getBytes();
    Pack written =
        pack(
            "site",
            new PackFile("onnx/model.onnx", file("a", weights)),
            new PackFile("tokenizer.json", file("b", text)));

    Pack read = PackReader.single(folder.resolve("site"));

    assertThat(read).isEqualTo(written);
    assertThat(unpack("site", read, "onnx/model.onnx")).isEqualTo(weights);
    assertThat(unpack("site", read, "tokenizer.json")).isEqualTo(text);
    assertThat(read.files().get("tokenizer.json").sha256()).isEqualTo(Digest.hex(text));
    assertThat(read.storedBytesOf("tokenizer.json")).isLessThan(text.length / 4);
  }

  @Test
  void leavesNoiseUncompressed() throws IOException {
    Pack pack = pack("site", new PackFile("noise", file("a", noise(2_000, 1))));

    assertThat(pack.shards().values()).allMatch(shard -> shard.encoding().equals("identity"));
  }

  @Test
  void givesTheSameFilesTwice() throws IOException {
    Path weights = file("a", noise(50_000, 2));
    Pack first = pack("first", new PackFile("w", weights));
    Pack second = pack("second", new PackFile("w", weights));

    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("second").resolve(second.manifestPath()))
        .hasSameBinaryContentAs(folder.resolve("first").resolve(first.manifestPath()));
  }

  @Test
  void changesOnlyTheShardOfTheTensorThatChanged() throws IOException {
    byte[] weights = noise(12_000, 3);
    long[] tensors = {4_000, 8_000};
    Pack before = pack("before", new PackFile("w", file("a", weights), tensors));
    weights[5_000] ^= 1;
    Pack after = pack("after", new PackFile("w", file("b", weights), tensors));

    List<String> old = before.files().get("w").shards();
    List<String> fresh = after.files().get("w").shards();
    assertThat(fresh).hasSize(3).hasSameSizeAs(old);
    assertThat(fresh.get(0)).isEqualTo(old.get(0));
    assertThat(fresh.get(1)).isNotEqualTo(old.get(1));
    assertThat(fresh.get(2)).isEqualTo(old.get(2));
  }

  @Test
  void cutsEveryByteOnceAndKeepsShardsWithinTheirSize() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      long size = random.nextInt(100_000);
      long[] cuts = random.longs(random.nextInt(20), 0, 100_000).sorted().toArray();
      long at = 0;
      for (ShardPlan.Range range : ShardPlan.of(size, cuts, TARGET)) {
        assertThat(range.offset()).isEqualTo(at);
        assertThat(range.length()).isBetween(1L, TARGET + TARGET / 4);
        at += range.length();
      }
      assertThat(at).isEqualTo(size);
    }
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    Path any = file("a", noise(10, 5));

    assertThatThrownBy(() -> pack("site", new PackFile("x", any), new PackFile("x", any)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Two files are to be packed as x");
  }
}
