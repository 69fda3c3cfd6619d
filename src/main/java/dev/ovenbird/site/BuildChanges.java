package dev.ovenbird.site;

import java.util.Set;

/**
 * What a build did beyond the one before; paths are from the site's root, decoded, sorted.
 *
 * @param rendered pages that were rendered; the others were there already
 * @param written files of the output that are new or others now
 * @param removed files of the output that are gone
 */
public record BuildChanges(Set<String> rendered, Set<String> written, Set<String> removed) {}
