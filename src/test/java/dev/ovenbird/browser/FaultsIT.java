package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.browser.StaticServer.Fault;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong between a host and a reader ends in the right answer, or in a sentence with a
 * way out that leads to it; and nothing wrong is stored. All outcomes are printed as one table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Screenshots.class)
class FaultsIT {
  @TempDir static Path folder;

  private final FaultTable table = new FaultTable();
  private TinySite site;
  private Pack pack;

  /** The path of one of the model's shards. */
  private String one;

  private StaticServer server;

  /** Where the runtime is on the device already. */
  private Browser shared;

  private Browser browser;
  private TinyDemo demo;

  @BeforeAll
  void bake() throws IOException {
    site = TinySite.bake(folder);
    pack = site.pack();
    one =
        Pack.shardPath(
            pack.shards().values().stream()
                .max(Comparator.comparingLong(Shard::stored))
                .orElseThrow()
                .sha256());
    server = StaticServer.of(site.folder());
    shared = Browser.open(Mode.WASM);
    demo = new TinyDemo(server, shared).open().download();
    demo.awaitReady();
    shared.awaitOfflineReady();
    demo.remove();
    assertThat(demo.inspectStore().get("shards").intValue()).as("the runtime's").isPositive();
  }

  @BeforeEach
  void visit() {
    browser = shared;
    demo = new TinyDemo(server, browser).visit();
    assertThat(demo.settled()).isEqualTo("asks");
    server.forget();
  }

  @AfterEach
  void clear() {
    server.repair();
    server.publish(site.folder());
    if (browser == shared) {
      demo.remove();
    } else {
      browser.close();
    }
  }

  @AfterAll
  void publish() throws IOException {
    shared.close();
    server.close();
    table.publish();
  }

  @Test
  void nothingGoesWrong() throws IOException {
    demo.download();
    end("none", "right answer");
    assertThat(demo.sentAgain(pack)).isZero();
    assertThat(pack.shards()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({
    "a flipped bit, CORRUPT, OB-HASH",
    "a body that is too short, SHORT, OB-LENGTH",
    "a body that is too long, LONG, OB-LENGTH",
    "a connection that breaks in each shard, TRUNCATE, OB-NETWORK",
    "a page of a captive portal with status 200, PORTAL, OB-LENGTH",
    "a shard that is gone (404), MISSING, OB-HTTP",
    "503 for as long as anybody asks, UNAVAILABLE, OB-HTTP",
  })
  void aFaultThatStaysIsNamedAndCanBeMended(String name, Fault fault, String code)
      throws IOException {
    server.spoil(one::equals, fault);
    demo.download();
    endAfterError(name, code);
  }

  @ParameterizedTest
  @CsvSource({
    "a flipped bit, once, CORRUPT, 1",
    "500 twice then all well, BROKEN, 2",
    "503 once then all well, UNAVAILABLE, 1",
    "a connection that breaks once, TRUNCATE, 1",
    "a connection that stalls once, STALL, 1",
  })
  void aFaultThatPassesIsNotSeen(String name, Fault fault, int times) throws IOException {
    server.spoil(one::equals, fault, times);
    demo.download();
    end(name, "right answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 90})
  void aBrokenConnectionCostsNoMoreThanWhatWasUnderWay(int percent) throws IOException {
    server.breakOffAfter(this::isOfModel, pack.storedBytes() * percent / 100);
    demo.download();
    endAfterError("cut off for good at " + percent + " %", "OB-NETWORK");
  }

  @Test
  void aListOfPartsThatIsNone() throws IOException {
    server.spoil(path -> path.equals(pack.manifestPath()), Fault.PORTAL);
    demo.download();
    endAfterError("a portal's page instead of the manifest", "OB-MANIFEST");
  }

  /** Checks the answer, and adds a row to the table. */
  private void end(String fault, String outcome) throws IOException {
    demo.awaitReady();
    demo.assertRightAnswer(site.answer());
    long bad = demo.badShards();
    table.add(fault, outcome, demo.sentAgain(pack), bad);
    assertThat(bad).isZero();
  }

  private void endAfterError(String fault, String code) throws IOException {
    assertThat(demo.settled()).isEqualTo(code);
    assertThat(demo.badShards()).isZero();
    server.repair();
    demo.tryAgain();
    end(fault, code + ", right answer after \"Try again\"");
  }

  private boolean isOfModel(String path) {
    return path.startsWith("_ovenbird/shards/") && pack.shards().containsKey(TinyDemo.shard(path));
  }
}
