package dev.ovenbird.site;

import dev.ovenbird.cache.FileStamp;

/**
 * A file of the output as a build left it.
 *
 * @param hash of what it was made of: the same hash at the same path is the same content
 */
record OutputFile(FileStamp stamp, String hash) {}
