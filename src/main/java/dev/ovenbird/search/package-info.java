/**
 * What a browser searches. Enter: documents and, for the search by meaning, a baked text encoder;
 * leave: an index of their words with their texts, and passages with their vectors. Called by the
 * site room.
 */
package dev.ovenbird.search;
