package dev.ovenbird.site;

import dev.ovenbird.cache.FileHashes;
import dev.ovenbird.content.RememberedDocument;
import dev.ovenbird.search.IndexedDocument;
import java.util.HashMap;
import java.util.Map;

/**
 * What one build of a site leaves to the next, in memory and on disk. Immutable.
 *
 * @param code of which version of ours the rest is
 * @param settings that documents were read with: a hash
 * @param hashes of the sources
 * @param documents by the paths of their files
 * @param inputs what all inputs were that pages read, and maybe others
 * @param pages by their paths from the site's root
 * @param outputs likewise
 * @param words documents as they are searched, by what they were made from
 * @param related posts
 */
record BuildMemory(
    String code,
    String settings,
    Map<String, FileHashes.Known> hashes,
    Map<String, RememberedDocument> documents,
    Map<String, String> inputs,
    Map<String, RememberedPage> pages,
    Map<String, OutputFile> outputs,
    Map<String, IndexedDocument> words,
    RelatedPosts related) {
  /** Of a site that was never built. */
  static final BuildMemory NONE =
      new BuildMemory(
          "", "", Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), RelatedPosts.NONE);

  /** What those inputs were that a page has read; of others it need not be known any more. */
  Map<String, String> inputsOfPages() {
    Map<String, String> read = new HashMap<>();
    for (RememberedPage page : pages.values()) {
      for (String input : page.inputs()) {
        read.computeIfAbsent(input, inputs::get);
      }
    }
    return read;
  }

  /** This, where documents were read with these settings; else nothing. */
  BuildMemory madeWith(String settingsNow) {
    return settings.equals(settingsNow) ? this : NONE;
  }
}
