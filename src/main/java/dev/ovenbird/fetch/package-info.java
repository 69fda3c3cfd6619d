/**
 * Files from elsewhere: what an address means, and one way to download. Enters: an address and a
 * SHA-256; leaves: a checked file, kept for all sites of this machine. Knows nothing of models; the
 * rooms model and web call it.
 */
package dev.ovenbird.fetch;
