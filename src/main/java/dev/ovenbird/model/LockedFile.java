package dev.ovenbird.model;

/**
 * A file as it was when the lock was written.
 *
 * @param address that means this very file, as far as its scheme can say so
 * @param size in bytes
 * @param sha256 in hex
 */
record LockedFile(String address, long size, String sha256) {}
