package dev.ovenbird.fetch;

/**
 * A file of the network as it is for ever.
 *
 * @param address that means the same file tomorrow, as far as its scheme can say so
 * @param size in bytes
 * @param sha256 in hex
 */
public record Pin(RemoteAddress address, long size, String sha256) {}
