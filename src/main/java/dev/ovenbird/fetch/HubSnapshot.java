package dev.ovenbird.fetch;

import java.util.List;
import java.util.Optional;

/**
 * A repository of the Hub at one commit.
 *
 * @param repository owner and name, as the Hub writes them
 * @param commit 40 hex digits
 * @param pipelineTag the task its card names; empty where it names none
 * @param license as its card has it; empty where it has none
 * @param files all of them, sorted by path
 */
public record HubSnapshot(
    String repository, String commit, String pipelineTag, String license, List<HubEntry> files) {

  /** The file at a path. */
  public Optional<HubEntry> file(String path) {
    return files.stream().filter(entry -> entry.path().equals(path)).findFirst();
  }
}
