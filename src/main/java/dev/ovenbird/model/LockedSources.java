package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a lock holds, for people.
 *
 * @param name the model's
 * @param files how many are locked
 * @param bytes of all of them
 * @param commit of the model's repository; empty where it has none
 */
public record LockedSources(String name, int files, long bytes, String commit) {
  /**
   * Brings the locks of models up to date.
   *
   * @param models the folder of all models
   * @param names of some; empty for all
   * @throws InputException with all mistakes in those descriptors
   */
  public static List<LockedSources> of(Path models, List<String> names, SourceLocks locks)
      throws IOException {
    List<String> known = known(models);
    Diagnostics diagnostics = new Diagnostics();
    List<LockedSources> locked = new ArrayList<>();
    for (String name : names.isEmpty() ? known : names) {
      if (known.contains(name)) {
        Path file = models.resolve(name).resolve(DescriptorReader.FILE);
        if (DescriptorReader.readOne(file, locks, diagnostics).isPresent()) {
          locked.add(of(name, file.resolveSibling(ModelLock.FILE)));
        }
      } else {
        diagnostics.add(
            Diagnostic.error(
                models, 0, "There is no model " + name + ".", Suggestion.orList(name, known)));
      }
    }
    diagnostics.throwIfErrors();
    return locked;
  }

  private static List<String> known(Path models) throws IOException {
    if (!Files.isDirectory(models)) {
      throw new InputException(
          Diagnostic.error(
              models, 0, "There is no such folder.", "--source names the folder of a site."));
    }
    try (Stream<Path> folders = Files.list(models)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(DescriptorReader.FILE)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static LockedSources of(String name, Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LockedSources(name, 0, 0, "");
    }
    ModelLock lock = ModelLock.read(file);
    List<LockedFile> all = new ArrayList<>(lock.files().values());
    lock.model().ifPresent(model -> all.addAll(model.files().values()));
    return new LockedSources(
        name,
        all.size(),
        all.stream().mapToLong(LockedFile::size).sum(),
        lock.model().map(LockedModel::commit).orElse(""));
  }
}
