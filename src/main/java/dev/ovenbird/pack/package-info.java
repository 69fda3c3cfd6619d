/**
 * Packs: files cut into content-addressed shards, and the manifest that puts them together again.
 * Enters: files and where they may be cut; leaves: files under {@code _ovenbird/}. Knows nothing of
 * models; called by the model and web rooms and the command line.
 */
package dev.ovenbird.pack;
