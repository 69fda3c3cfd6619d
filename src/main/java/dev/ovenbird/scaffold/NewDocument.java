package dev.ovenbird.scaffold;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.content.Slug;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.model.ModelTasks;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Documents with their heads, as drafts: a build shows them when it is asked for drafts. */
public final class NewDocument {
  private final SiteConfig config;
  private final LocalDate today;

  /**
   * @param config of the site that they are for
   * @param today the date in their heads
   */
  public NewDocument(SiteConfig config, LocalDate today) {
    this.config = config;
    this.today = today;
  }

  /**
   * Writes a post.
   *
   * @return its file, whose name is made from the title
   * @throws InputException when the title gives no name, or there is such a file
   */
  public Path post(String title) throws IOException {
    return write("posts", title, head(title, "post", "tags=\nsummary=\n") + "\nWrite here.\n");
  }

  /**
   * Writes a page that runs a model.
   *
   * @param model its folder in {@code models/}
   * @throws InputException when there is no such model or nothing is known that runs it, when the
   *     title gives no name, or there is such a file
   */
  public Path demo(String title, String model) throws IOException {
    Map<String, Optional<Task>> models = ModelTasks.of(config.modelFolder());
    Optional<Task> task = models.get(model);
    if (task == null) {
      throw wrong(
          config.modelFolder(),
          "There is no model " + model + ".",
          models.isEmpty()
              ? "Describe it first, in models/"
                  + model
                  + "/model.yaml: one line is enough, such as"
                  + " source: hf:owner/name."
              : Suggestion.orList(model, models.keySet()));
    }
    if (task.isEmpty()) {
      throw wrong(
          config.modelFolder().resolve(model).resolve("model.yaml"),
          "It is not known yet what this model is for.",
          "Build the site once, which looks it up, or write task: feature-extraction (for example)"
              + " into the file.");
    }
    String head = head(title, "demo", "model=" + model + "\nsummary=\n");
    return write("demos", title, head + "\n" + DemoText.of(task.get(), model));
  }

  private String head(String title, String type, String more) {
    return "title=%s\ndate=%s\ntype=%s\nstatus=draft\n%s~~~~~~\n"
        .formatted(title.strip(), today, type, more);
  }

  private Path write(String folder, String title, String text) throws IOException {
    String slug = Slug.of(title);
    if (slug.isEmpty() || title.lines().count() != 1) {
      throw wrong(
          null,
          "The title gives no name for a file: " + title.strip(),
          "Write it in one line, with a letter or a digit in it.");
    }
    Path file = config.contentFolder().resolve(folder).resolve(slug + ".md");
    Files.createDirectories(file.getParent());
    try {
      return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw wrong(file, "There is such a file already.", "Give another title.");
    }
  }

  private static InputException wrong(Path file, String message, String hint) {
    return new InputException(Diagnostic.error(file, 0, message, hint));
  }
}
