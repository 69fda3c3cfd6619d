package dev.ovenbird.serve;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the sources of a site are.
 *
 * @param site the folder that holds all of them
 * @param all files and folders that a build reads
 * @param assets the one of them whose files are published as they are
 * @param models the one of them with the models
 */
public record SourceFolders(Path site, List<Path> all, Path assets, Path models) {}
