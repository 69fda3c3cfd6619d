package dev.ovenbird.fetch;

/**
 * A file of a repository of the Hub.
 *
 * @param path from the repository's root
 * @param size in bytes
 * @param checksum a SHA-256 for large files, which lie in LFS; git's own name for small ones
 */
public record HubEntry(String path, long size, Checksum checksum) {}
