package dev.ovenbird.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ovenbird.cache.Digest;
import dev.ovenbird.diagnostics.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network does to a download. */
class DownloaderTest {
  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private final List<Duration> pauses = new ArrayList<>();
  private HubServer server;
  private byte[] content;
  private Path target;

  @BeforeEach
  void givenAServer() throws IOException {
    server = new HubServer();
    content = new byte[SIZE];
    new Random(3).nextBytes(content);
    target = folder.resolve("done/weights.bin");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    URI address = server.plain("weights.bin", content);
    server.fail("weights.bin", HubServer.cut(100_000));
    downloader().download(wanted(address), target, Progress.NONE);

    assertThat(target).hasBinaryContent(content);
    HubServer.Request second = server.requests().get(1);
    assertThat(second.header("Range")).isEqualTo("bytes=100000-");
    assertThat(second.header("If-Range")).isEqualTo("\"" + Digest.hex(content) + "\"");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(folder.resolve("partial")).isEmptyDirectory();
  }

  @Test
  void goesOnWhereABuildWasKilled() throws IOException {
    URI address = server.plain("weights.bin", content);
    killedAfter(100_000, wanted(address));
    assertThat(Files.list(folder.resolve("partial"))).hasSize(2);

    downloader().download(wanted(address), target, Progress.NONE);
    assertThat(target).hasBinaryContent(content);
    assertThat(last().header("Range")).isEqualTo("bytes=100000-");
  }

  @Test
  void asksForNothingMoreWhenAllCameBeforeABuildWasKilled() throws IOException {
    URI address = server.plain("weights.bin", content);
    killedAfter(SIZE, wanted(address));
    downloader().download(wanted(address), target, Progress.NONE);

    assertThat(target).hasBinaryContent(content);
    assertThat(last().header("Range")).isEqualTo("bytes=" + SIZE + "-");
  }

  @Test
  void beginsAnewWhenTheFileChangedInBetween() throws IOException {
    URI address = server.plain("weights.bin", content);
    Download anyOf = new Download(address, Optional.empty(), "weights.bin", Optional.empty());
    killedAfter(100_000, anyOf);
    byte[] other = new byte[SIZE + 7];
    server.plain("weights.bin", other);

    downloader().download(anyOf, target, Progress.NONE);
    assertThat(target).hasBinaryContent(other);
  }

  @Test
  void fetchesAgainWhatBelongsToAnotherFile() throws IOException {
    server.withoutTags();
    URI address = server.plain("weights.bin", content);
    Download wanted = wanted(address);
    Path part = Files.createDirectories(folder.resolve("partial")).resolve(wanted.key() + ".part");
    Files.write(part, new byte[1000]);

    downloader().download(wanted, target, Progress.NONE);
    assertThat(target).hasBinaryContent(content);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0).header("If-Range")).isEmpty();
    assertThat(last().header("Range")).isEmpty();
  }

  @Test
  void keepsNothingOfWrongBytesAndNamesBothHashes() throws IOException {
    URI address = server.plain("weights.bin", content);
    server.fail("weights.bin", HubServer.wrong());
    WrongBytesException told =
        catchThrowableOfType(
            WrongBytesException.class,
            () -> downloader().download(wanted(address), target, Progress.NONE));

    byte[] other = content.clone();
    other[SIZE / 2] ^= 1;
    assertThat(told.expected()).isEqualTo(Digest.hex(content));
    assertThat(told.actual()).isEqualTo(Digest.hex(other));
    assertThat(target).doesNotExist();
    assertThat(folder.resolve("partial")).isEmptyDirectory();
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws IOException {
    URI address = server.plain("weights.bin", content);
    server.fail("weights.bin", HubServer.status(429, "Retry-After", "37"));
    server.fail("weights.bin", HubServer.status(429, "RateLimit", "\"resolvers\";r=0;t=55"));
    server.fail("weights.bin", HubServer.status(503));
    List<String> steps = new ArrayList<>();
    downloader().download(wanted(address), target, (step, done, total) -> steps.add(step));

    assertThat(target).hasBinaryContent(content);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(37), Duration.ofSeconds(55), Duration.ofSeconds(4));
    assertThat(steps).contains("localhost answered 429; it asks to wait 37 s");
  }

  @Test
  void doesNotWaitForHours() {
    URI address = server.plain("weights.bin", content);
    server.fail("weights.bin", HubServer.status(429, "Retry-After", "86400"));
    assertThatThrownBy(() -> downloader().download(wanted(address), target, Progress.NONE))
        .hasMessage("localhost answered 429");
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpOnAServerThatStaysBroken() {
    URI address = server.plain("weights.bin", content);
    for (int i = 0; i < 9; i++) {
      server.fail("weights.bin", HubServer.status(500));
    }
    assertThatThrownBy(() -> downloader().download(wanted(address), target, Progress.NONE))
        .hasMessage("localhost answered 500");
    assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 8L);
  }

  @Test
  void doesNotAskAgainForWhatIsNotThere() {
    assertThatThrownBy(
            () ->
                downloader()
                    .download(wanted(server.address("/files/gone.bin")), target, Progress.NONE))
        .hasMessage("localhost answered 404");
    assertThat(pauses).isEmpty();
  }

  @Test
  void goesOnAfterAServerThatFellSilent() throws IOException {
    URI address = server.plain("weights.bin", content);
    server.fail("weights.bin", HubServer.stall(100_000));
    Downloader impatient =
        new Downloader(folder.resolve("partial"), pauses::add, Duration.ofMillis(300));
    impatient.download(wanted(address), target, Progress.NONE);

    assertThat(target).hasBinaryContent(content);
    assertThat(last().header("Range")).isEqualTo("bytes=100000-");
  }

  @Test
  void twoBuildsAtOnceDoNotDisturbEachOther() throws IOException {
    URI address = server.plain("weights.bin", content);
    Download wanted = wanted(address);
    try (PartialFile others = PartialFile.open(folder.resolve("partial"), wanted.key())) {
      others.append(new byte[10], 10);
      downloader().download(wanted, target, Progress.NONE);
      assertThat(others.size()).isEqualTo(10);
    }
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void showsHowFarItIsFromWhereItWentOn() throws IOException {
    URI address = server.plain("weights.bin", content);
    killedAfter(100_000, wanted(address));
    List<Long> done = new ArrayList<>();
    downloader()
        .download(
            wanted(address),
            target,
            (step, now, total) -> {
              assertThat(step).isEqualTo("Fetch weights.bin");
              assertThat(total).isEqualTo(SIZE);
              done.add(now);
            });
    assertThat(done).isSorted().startsWith(100_000L).endsWith((long) SIZE);
  }

  /** As a build that ends in the middle leaves it. */
  private void killedAfter(int bytes, Download wanted) throws IOException {
    try (PartialFile part = PartialFile.open(folder.resolve("partial"), wanted.key())) {
      part.restart(Optional.of("\"" + Digest.hex(content) + "\""));
      part.append(content, bytes);
    }
  }

  private Download wanted(URI address) {
    return new Download(
        address,
        Optional.empty(),
        "weights.bin",
        Optional.of(Checksum.sha256(Digest.hex(content))));
  }

  private HubServer.Request last() {
    return server.requests().get(server.requests().size() - 1);
  }

  private Downloader downloader() {
    return new Downloader(folder.resolve("partial"), pauses::add, Duration.ofSeconds(60));
  }
}
