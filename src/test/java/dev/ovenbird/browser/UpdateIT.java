package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ovenbird.browser.StaticServer.Request;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A site is published anew, with a model that changed a little. */
@ExtendWith(Screenshots.class)
class UpdateIT {
  private static final String DEMO = "ovenbird-similarity";

  @TempDir Path folder;

  @Test
  void theOldModelRunsUntilTheReaderTakesTheNewOneInTheSameDtype() throws IOException {
    BakedSite site = TinySite.inDtypes(folder, List.of(Dtype.Q8, Dtype.FP32), Map.of());
    Path source = folder.resolve("source");
    Pack before = site.modelPack();
    try (StaticServer server = StaticServer.of(site.folder());
        Browser browser = Browser.borrow(Mode.WASM)) {
      String demo = server.page(TinySite.PAGE);
      browser.go(demo).awaitOfflineReady();
      browser.click("[data-action=download]");
      browser.awaitState(DEMO, "ready");

      changeConfiguration(source.resolve("models/minilm/config.json"));
      Pack after = BakedSite.bake(source, folder.resolve("site")).modelPack();
      assertThat(after.manifestPath()).isNotEqualTo(before.manifestPath());
      server.forget();
      browser.go(demo);
      browser.awaitState(DEMO, "ready");
      browser.await("the offer", () -> browser.find("[data-action=download]").isDisplayed());
      long bytes = after.storedBytesOf(List.of("config.json"));
      assertThat(browser.text("[data-action=download]")).isEqualTo("Update, " + bytes + " B");
      assertThat(server.requestsFor("shards")).isEmpty();

      browser.click("[data-action=download]");
      browser.await("a download", () -> !server.requestsFor("shards").isEmpty());
      browser.awaitState(DEMO, "ready");
      assertThat(browser.find("[data-action=download]").isDisplayed()).isFalse();
      assertThat(server.requestsFor("shards"))
          .extracting(Request::path)
          .containsExactly(
              StaticServer.BASE + Pack.shardPath(after.files().get("config.json").shards().get(0)));
      assertThat(browser.attribute(DEMO, "data-dtype")).isEqualTo("q8");

      server.stop();
      browser.go(demo);
      browser.awaitState(DEMO, "ready");
      assertThat(browser.find("[data-action=download]").isDisplayed()).isFalse();
    }
  }

  private static void changeConfiguration(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) json.readTree(file.toFile());
    json.writeValue(file.toFile(), config.put("version_of_a_test", 2));
  }
}
