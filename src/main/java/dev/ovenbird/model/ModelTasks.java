package dev.ovenbird.model;

import dev.ovenbird.evaluate.Task;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What a site's models are for, as far as their descriptors and locks tell: fetches nothing. */
public final class ModelTasks {
  private ModelTasks() {}

  /**
   * The models by name, each with its task.
   *
   * @param folder {@code models/}; need not exist
   */
  public static SortedMap<String, Optional<Task>> of(Path folder) throws IOException {
    SortedMap<String, Optional<Task>> tasks = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        for (Path child : children.toList()) {
          Path descriptor = child.resolve(DescriptorReader.FILE);
          if (Files.isRegularFile(descriptor)) {
            tasks.put(child.getFileName().toString(), task(descriptor));
          }
        }
      }
    }
    return tasks;
  }

  private static Optional<Task> task(Path descriptor) throws IOException {
    Optional<String> written = written(Files.readString(descriptor));
    if (written.isPresent()) {
      return Task.of(written.get());
    }
    Path lock = descriptor.resolveSibling(ModelLock.FILE);
    return Files.isRegularFile(lock)
        ? ModelLock.read(lock).model().flatMap(model -> Task.of(model.task()))
        : Optional.empty();
  }

  private static Optional<String> written(String descriptor) {
    try {
      List<NodeTuple> entries =
          new Yaml().compose(new StringReader(descriptor)) instanceof MappingNode all
              ? all.getValue()
              : List.of();
      for (NodeTuple entry : entries) {
        if (entry.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("task")
            && entry.getValueNode() instanceof ScalarNode value) {
          return Optional.of(value.getValue());
        }
      }
      return Optional.empty();
    } catch (YAMLException e) {
      // The build says what is wrong with it, and where.
      return Optional.empty();
    }
  }
}
