package dev.ovenbird.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SourceWatcherTest {
  @TempDir Path site;
  private SourceWatcher watcher;

  @BeforeEach
  void givenAWatchedSite() throws IOException {
    write("content/posts/one.md", "one");
    write("content/about.md", "about");
    write("jbake.properties", "site.title=A");
    watcher =
        SourceWatcher.of(
            site,
            List.of(
                site.resolve("content"),
                site.resolve("templates"),
                site.resolve("jbake.properties")));
  }

  @AfterEach
  void stop() throws IOException {
    watcher.close();
  }

  @Test
  void tellsWhatIsNewGoneAndWritten() throws Exception {
    write("content/about.md", "about us");
    Files.delete(site.resolve("content/posts/one.md"));
    write("content/posts/2026/new/two.md", "two");
    write("jbake.properties", "site.title=B");
    assertThat(watcher.await())
        .containsExactly(
            site.resolve("content/about.md"),
            site.resolve("content/posts/2026/new/two.md"),
            site.resolve("content/posts/one.md"),
            site.resolve("jbake.properties"));
  }

  @Test
  void seesWhatAppearsInFoldersThatAreNew() throws Exception {
    write("content/notes/first.md", "first");
    watcher.await();
    write("content/notes/second.md", "second");
    assertThat(watcher.await()).containsExactly(site.resolve("content/notes/second.md"));
    write("templates/post.ftl", "post");
    assertThat(watcher.await()).containsExactly(site.resolve("templates/post.ftl"));
  }

  @Test
  void seesAFileThatAnEditorPutInTheOldOnesPlace() throws Exception {
    Path post = site.resolve("content/posts/one.md");
    FileTime time = Files.getLastModifiedTime(post);
    write("content/posts/4913", "");
    write("content/posts/.one.md.swp", "Vim");
    write("content/posts/one.md~", "one");
    Path fresh = write("content/posts/one.md.swx", "two");
    Files.setLastModifiedTime(fresh, time);
    Files.move(fresh, post, StandardCopyOption.ATOMIC_MOVE);
    assertThat(watcher.await()).contains(post).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void wakesUp() throws Exception {
    CompletableFuture<Object> changed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return watcher.await();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    write("elsewhere/nobody.md", "");
    write("content/posts/.one.md.swp", "");
    Path post = write("content/posts/one.md", "another one");
    assertThat(changed.get()).isEqualTo(java.util.Set.of(post));
  }

  private Path write(String path, String text) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
