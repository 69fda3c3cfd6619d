package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.pack.Host;
import dev.ovenbird.pack.Layout;
import dev.ovenbird.pack.Numbers;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackVerifyCommandTest {
  @TempDir Path folder;
  private Path site;
  private Pack pack;
  private List<String> shards;

  @BeforeEach
  void givenAPackOfThreeShards() throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(300_000);
    Random random = new Random(1);
    while (floats.hasRemaining()) {
      floats.putFloat((float) random.nextGaussian());
    }
    Path weights = Files.write(folder.resolve("weights"), floats.array());
    Layout layout = new Layout(List.of(), List.of(), List.of(new Numbers(0, 300_000, 4)));
    site = folder.resolve("site");
    pack =
        new Packer(new PackOptions(100_000))
            .pack("m", Map.of(), List.of(new PackFile("w.onnx", weights, layout)), site);
    shards = pack.files().get("w.onnx").shards();
    assertThat(pack.shards().get(shards.get(0)).encoding()).isEqualTo("gzip+shuffle");
  }

  private CommandLineRun verify() {
    return CommandLineRun.of("pack", "verify", site);
  }

  private Path shard(int index) {
    return site.resolve(Pack.shardPath(shards.get(index)));
  }

  private void edit(String from, String to) throws IOException {
    Path manifest = site.resolve(pack.manifestPath());
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  @Test
  void tellsThatAPackIsWhole() {
    CommandLineRun run = verify();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("m: whole, 1 file in 3 shards, ");
    assertThat(CommandLineRun.of("pack", "verify", site.resolve(pack.manifestPath())).out())
        .isEqualTo(run.out());
  }

  @Test
  void findsAllThatIsWrong() throws IOException {
    byte[] bytes = Files.readAllBytes(shard(0));
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard(0), bytes);
    Files.delete(shard(1));
    Files.write(shard(2), new byte[5]);
    Files.writeString(site.resolve("_ovenbird/shards/left-over"), "x");

    CommandLineRun run = verify();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(shard(0) + ": error: The shard is not what its name says.")
        .contains(shard(1) + ": error: The shard is missing.")
        .contains(shard(2) + ": error: The shard has 5 bytes, and should have ")
        .contains("left-over: warning: No pack has this shard.")
        .contains("3 errors, 1 warning.");
  }

  @Test
  void findsAManifestThatIsNotWhatItsNameSays() throws IOException {
    edit("\"size\":300000", "\"size\":300001");
    assertThat(verify().err())
        .contains("error: The manifest is not what its name says; it would be m.")
        .contains("error: w.onnx has 300000 bytes, and should have 300001.");
  }

  @Test
  void findsFilesThatAreNotWhatWasPacked() throws IOException {
    edit(pack.files().get("w.onnx").sha256(), "0".repeat(64));
    assertThat(verify().err()).contains("error: w.onnx is not the file that was packed");
  }

  @Test
  void findsShardsThatDoNotDecode() throws IOException {
    long decoded = pack.shards().get(shards.get(0)).decoded();
    edit("\"decoded\":" + decoded, "\"decoded\":" + (decoded - 1));
    assertThat(verify().err()).contains("error: The shard decodes to ");
    edit("gzip+shuffle", "gzip+magic");
    assertThat(verify().err()).contains("error: The shard has an unknown encoding: gzip+magic.");
  }

  @Test
  void speaksJson() throws IOException {
    Files.delete(shard(1));
    CommandLineRun run = CommandLineRun.of("pack", "verify", "--json", site);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(run.code()).isEqualTo(1);
    assertThat(json.at("/packs/0").asText()).isEqualTo(pack.manifestPath());
    assertThat(json.at("/problems/0/severity").asText()).isEqualTo("error");
    assertThat(json.at("/problems/0/file").asText()).endsWith(shards.get(1));
    assertThat(json.at("/problems/0/message").asText()).isEqualTo("The shard is missing.");
  }

  @Test
  void saysWhereAManifestLies() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("m.json"), "{}");
    CommandLineRun run = CommandLineRun.of("pack", "verify", elsewhere);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("A manifest lies in the folder _ovenbird/packs of a site.");
    Files.writeString(site.resolve("_ovenbird/packs/x.json"), "[]");
    assertThat(verify().err()).contains("x.json: error: This is no manifest of a pack.");
    assertThat(CommandLineRun.of("pack", "verify", folder).err()).contains("There are no packs");
  }

  @Test
  void knowsHosts() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");
    CommandLineRun run =
        CommandLineRun.of(
            "model", "pack", "--name=a", "--host=github-page", "--output", site, file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean \"github-pages\"?");
    for (Host host : Host.values()) {
      assertThat(PackOptions.of(host).targetBytes() / 4 * 5).isLessThanOrEqualTo(host.fileBytes());
    }
  }
}
