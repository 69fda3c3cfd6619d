package dev.ovenbird.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.web.WebSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
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

  private static byte[] floats(int count, long seed) {
    ByteBuffer bytes = ByteBuffer.allocate(count * 4);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      bytes.putFloat((float) random.nextGaussian());
    }
    return bytes.array();
  }

  private static Layout cutAt(Long... cutPoints) {
    return new Layout(List.of(), List.of(cutPoints), List.of());
  }

  private Pack pack(String site, PackFile... files) throws IOException {
    return pack(site, TARGET, files);
  }

  private Pack pack(String site, long target, PackFile... files) throws IOException {
    return new Packer(new PackOptions(target))
        .pack("model", Map.of("title", "A model"), List.of(files), folder.resolve(site));
  }

  private byte[] unpack(String site, Pack pack, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String hash : pack.files().get(path).shards()) {
      byte[] stored = Files.readAllBytes(folder.resolve(site).resolve(Pack.shardPath(hash)));
      assertThat(Digest.hex(stored)).isEqualTo(hash);
      assertThat(stored).hasSize((int) pack.shards().get(hash).stored());
      out.write(ShardReader.decode(pack.shards().get(hash), stored));
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
  void storesCodeInLzma() throws IOException {
    byte[] code = WebSources.joined();
    Pack pack = pack("site", 1 << 20, new PackFile("code", file("a", code)));

    assertThat(pack.shards().values()).allMatch(shard -> shard.encoding().equals("lzma"));
    assertThat(unpack("site", PackReader.single(folder.resolve("site")), "code")).isEqualTo(code);
    assertThat(PackVerifier.site(folder.resolve("site")).problems()).isEmpty();
  }

  @Test
  void leavesNoiseUncompressed() throws IOException {
    Pack pack = pack("site", new PackFile("noise", file("a", noise(2_000, 1))));

    assertThat(pack.shards().values()).allMatch(shard -> shard.encoding().equals("identity"));
  }

  @Test
  void putsTheBytesOfFloatsInOrderWhereThatSavesSome() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(200_003).put(noise(3, 1)).put(floats(50_000, 1));
    Path file = file("a", content.array());
    Layout layout =
        new Layout(List.of(), List.of(), List.of(new Numbers(3, content.capacity(), 4)));

    Pack plain = pack("plain", 100_000, new PackFile("w", file));
    Pack shuffled = pack("shuffled", 100_000, new PackFile("w", file, layout));

    assertThat(shuffled.storedBytes()).isLessThan(plain.storedBytes() * 95 / 100);
    assertThat(shuffled.shards().values())
        .allMatch(shard -> shard.encoding().equals("gzip+shuffle"));
    Pack read = PackReader.single(folder.resolve("shuffled"));
    assertThat(read).isEqualTo(shuffled);
    assertThat(unpack("shuffled", read, "w")).isEqualTo(content.array());
  }

  @Test
  void givesTheSameFilesWithAnyNumberOfThreads() throws Exception {
    Path weights = file("a", floats(50_000, 2));
    Layout layout = new Layout(List.of(), List.of(), List.of(new Numbers(0, 200_000, 4)));
    PackFile packed = new PackFile("w", weights, layout);
    Pack first = pack("first", packed);
    for (int threads : new int[] {1, 7}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      Pack other = pool.submit(() -> pack("site" + threads, packed)).get();
      pool.shutdown();

      assertThat(other).isEqualTo(first);
      assertThat(folder.resolve("site" + threads).resolve(other.manifestPath()))
          .hasSameBinaryContentAs(folder.resolve("first").resolve(first.manifestPath()));
    }
  }

  @Test
  void changesOnlyTheShardOfTheTensorThatChanged() throws IOException {
    byte[] weights = noise(12_000, 3);
    Layout tensors = cutAt(4_000L, 8_000L);
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
  void sharesTheShardsThatFilesAndPacksHaveInCommon() throws IOException {
    byte[] tokenizer = noise(9_000, 6);
    Pack first = pack("site", new PackFile("tokenizer.json", file("a", tokenizer)));
    Pack second =
        pack(
            "site",
            new PackFile("tokenizer.json", file("b", tokenizer)),
            new PackFile("copy.json", file("c", tokenizer)));

    assertThat(second.shards()).isEqualTo(first.shards());
    assertThat(second.storedBytesOf(List.of("tokenizer.json", "copy.json"))).isEqualTo(9_000);
    try (var stored = Files.list(folder.resolve("site/_ovenbird/shards"))) {
      assertThat(stored).hasSameSizeAs(first.shards().keySet());
    }
  }

  @Test
  void cutsWhereSectionsBeginUnlessTheyAreTooSmall() {
    Layout layout =
        new Layout(List.of(100L, 2_000L, 3_500L, 12_000L, 19_500L), List.of(), List.of());

    assertThat(ShardPlan.of(20_000, layout, new PackOptions(TARGET)))
        .extracting(ShardPlan.Range::offset)
        .containsExactly(0L, 2_000L, 3_500L, 6_334L, 9_167L, 12_000L, 16_000L);
  }

  @Test
  void cutsEveryByteOnceAndKeepsShardsWithinTheirSize() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      long size = random.nextInt(100_000);
      Layout layout = new Layout(offsets(random, size), offsets(random, size), List.of());
      long at = 0;
      for (ShardPlan.Range range : ShardPlan.of(size, layout, new PackOptions(TARGET))) {
        assertThat(range.offset()).isEqualTo(at);
        assertThat(range.length()).isBetween(1L, TARGET + TARGET / 4);
        at += range.length();
      }
      assertThat(at).isEqualTo(size);
    }
  }

  private static List<Long> offsets(Random random, long size) {
    LongStream offsets = random.longs(random.nextInt(20), 0, size + 1);
    return offsets.sorted().boxed().toList();
  }

  @Test
  void takesOfNumbersThoseThatLieInAShard() {
    Numbers stretch = new Numbers(3, 43, 4);

    assertThat(stretch.within(0, 100)).isEqualTo(new Numbers(3, 43, 4));
    assertThat(stretch.within(8, 20)).isEqualTo(new Numbers(3, 11, 4));
    assertThat(stretch.within(43, 90).length()).isZero();
    assertThat(stretch.within(0, 5).length()).isZero();
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    Path any = file("a", noise(10, 5));

    assertThatThrownBy(() -> pack("site", new PackFile("x", any), new PackFile("x", any)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Two files are to be packed as x");
  }
}
