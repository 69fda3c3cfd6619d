package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ovenbird.evaluate.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An author's own script in a page, written as Transformers.js's own documentation has it. */
@ExtendWith(Screenshots.class)
class AuthorScriptIT {
  private static final String SENTENCE = "An ovenbird builds its nest of clay.";

  @TempDir Path folder;

  @Test
  void theUsualSnippetRunsTheSitesModel() throws IOException {
    Path source = BakedSite.copySource(folder.resolve("source"));
    Files.writeString(
        source.resolve("content/snippet.md"),
        """
        title=A snippet
        type=page
        status=published
        ~~~~~~

        <p id="answer"></p>

        <script type="module">
        import { pipeline } from '@xenova/transformers';

        try {
          const extractor = await pipeline('feature-extraction', 'minilm');
          const output = await extractor('%s', { pooling: 'mean', normalize: true });
          window.vector = Array.from(output.data);
          document.querySelector('#answer').textContent = `vectors: ${output.dims.join(' x ')}`;
        } catch (error) {
          document.querySelector('#answer').textContent = `failed: ${error.message}`;
        }
        </script>

        That was a script.
        """
            .formatted(SENTENCE));
    BakedSite site = BakedSite.bake(source, folder.resolve("site"));

    List<Number> vector;
    try (StaticServer server = StaticServer.of(site.folder());
        Browser browser = Browser.borrow(Mode.WASM)) {
      browser.go(server.page("snippet.html"));
      browser.await("an answer", () -> !browser.text("#answer").isEmpty());
      assertThat(browser.text("#answer")).isEqualTo("vectors: 1 x 384");
      assertThat(browser.consoleErrors()).isEmpty();
      vector = browser.script("return vector");

      // Again, isolated and so with threads, which must not be waited for on the page's own.
      browser.awaitOfflineReady();
      browser.reload();
      browser.await("an answer", () -> !browser.text("#answer").isEmpty());
      assertThat(browser.text("#answer")).isEqualTo("vectors: 1 x 384");
      assertThat(browser.<Boolean>script("return crossOriginIsolated")).isTrue();
      assertThat(browser.<List<Number>>script("return vector")).isEqualTo(vector);
      assertThat(browser.consoleErrors()).isEmpty();

      // The model is now on the device, for the demo's own element, too.
      browser.go(server.page("demos/sentence-similarity.html"));
      server.forget();
      browser.awaitState("ovenbird-similarity", "ready");
      assertThat(server.requestsFor("shards")).isEmpty();
    }
    try (TextEncoder encoder = site.encoder(folder.resolve("model"), site.dtype(Mode.WASM))) {
      float[] expected = encoder.encode(List.of(SENTENCE))[0];
      for (int i = 0; i < expected.length; i++) {
        assertThat(vector.get(i).floatValue()).isCloseTo(expected[i], within(1e-2f));
      }
    }
  }
}
