package dev.ovenbird.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.scaffold.NewDocument;
import dev.ovenbird.scaffold.NewSite;
import dev.ovenbird.site.BuildOptions;
import dev.ovenbird.site.BuildResult;
import dev.ovenbird.site.SiteBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewCommandsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @TempDir Path folder;

  @Test
  void aNewSiteBakesWithoutAWordOfComplaint() throws IOException {
    Path site = folder.resolve("blog");
    CommandLineRun run = CommandLineRun.of("new", "site", site);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("first-post.md", "serve --source");
    BuildResult result = bake(site, false);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.output().resolve("posts/first-post.html")).exists();
    assertThat(result.output().resolve("about.html")).exists();
    assertThat(Files.readString(site.resolve(".gitignore"))).contains("/target/", "/.ovenbird/");
  }

  @Test
  void aFolderWithSomethingInItStaysAsItIs() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    CommandLineRun run = CommandLineRun.of("new", "site", folder);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err())
        .contains("error: The folder is not empty.")
        .endsWith("1 error. Nothing was written." + System.lineSeparator());
    assertThat(folder.toFile().list()).containsExactly("notes.txt");
  }

  @Test
  void aNewPostIsADraftOfTheDay() throws IOException {
    NewSite.create(folder, DAY);
    Path post = documents().post("Über Öfen, & more");
    assertThat(folder.relativize(post)).hasToString("content/posts/über-öfen-more.md");
    assertThat(Files.readString(post))
        .isEqualTo(
            """
            title=Über Öfen, & more
            date=2026-11-23
            type=post
            status=draft
            tags=
            summary=
            ~~~~~~

            Write here.
            """);
    assertThat(bake(folder, true).output().resolve("posts/über-öfen-more.html")).exists();
  }

  @Test
  void replacesNoPost() throws IOException {
    NewSite.create(folder, DAY);
    assertThat(CommandLineRun.of("new", "post", "A title", "--source", folder).out())
        .isEqualToIgnoringWhitespace(folder.resolve("content/posts/a-title.md").toString());
    Path post = Files.writeString(folder.resolve("content/posts/a-title.md"), "mine");
    CommandLineRun again = CommandLineRun.of("new", "post", "A Title!", "--source", folder);
    assertThat(again.code()).isEqualTo(ExitCode.INPUT);
    assertThat(again.err()).contains("a-title.md: error: There is such a file already.");
    assertThat(post).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "feature-extraction, <ovenbird-similarity model=\"tiny\">",
    "text-generation, <ovenbird-chat model=\"tiny\">",
    "image-classification, 'await ovenbird.run(model, image.files[0])'",
  })
  void aDemoHasWhatItsModelIsFor(String task, String element) throws IOException {
    givenAModel("task: " + task + "\n");
    Path demo = documents().demo("Try it", "tiny");
    assertThat(folder.relativize(demo)).hasToString("content/demos/try-it.md");
    assertThat(Files.readString(demo)).contains("type=demo\nstatus=draft\nmodel=tiny\n", element);
  }

  @Test
  void aDemoOfAModelOfTheHubKnowsItsTaskFromTheLock() throws IOException {
    givenAModel("source: hf:acme/tiny\n");
    CommandLineRun unknown =
        CommandLineRun.of("new", "demo", "Talk", "--model", "tiny", "--source", folder);
    assertThat(unknown.code()).isEqualTo(ExitCode.INPUT);
    assertThat(unknown.err()).contains("model.yaml: error: It is not known yet", "Build the site");
    Files.writeString(
        folder.resolve("models/tiny/model.lock.json"),
        """
        {"lockVersion": 1, "model": {"source": "hf:acme/tiny", "repository": "acme/tiny",
         "commit": "0123456789abcdef0123456789abcdef01234567", "task": "text-generation",
         "onnx": "onnx/model.onnx", "files": [{"path": "onnx/model.onnx", "size": 1,
         "sha256": "%s"}]}}
        """
            .formatted("0".repeat(64)));
    assertThat(Files.readString(documents().demo("Talk", "tiny"))).contains("<ovenbird-chat");
  }

  @Test
  void aDemoNeedsAModelThatIsThere() throws IOException {
    givenAModel("task: text-generation\n");
    CommandLineRun run =
        CommandLineRun.of("new", "demo", "Talk", "--model", "tinny", "--source", folder);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("There is no model tinny.", "Did you mean \"tiny\"?");
    assertThat(CommandLineRun.of("new", "demo", "Talk").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aTitleHasALetter() {
    CommandLineRun run = CommandLineRun.of("new", "post", "?!", "--source", folder);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("The title gives no name for a file: ?!");
  }

  private NewDocument documents() {
    return new NewDocument(SiteConfig.load(folder, folder.resolve("target/site"), ""), DAY);
  }

  private void givenAModel(String descriptor) throws IOException {
    Files.createDirectories(folder.resolve("models/tiny"));
    Files.writeString(folder.resolve("models/tiny/model.yaml"), descriptor);
  }

  private static BuildResult bake(Path site, boolean drafts) throws IOException {
    BuildOptions plain = BuildOptions.of(site, site.resolve("target/site"));
    return SiteBuild.run(
        new BuildOptions(
            plain.source(), plain.output(), "", drafts, false, false, false, plain.fetching()),
        Progress.NONE);
  }
}
