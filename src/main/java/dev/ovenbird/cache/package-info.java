/**
 * Work that is done once: folders of results under the hash of everything they were made from.
 * Enters: the parts of a key and the work; leaves: a finished folder. Every room that does long
 * work uses it.
 */
package dev.ovenbird.cache;
