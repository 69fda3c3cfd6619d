package dev.ovenbird.content;

/**
 * A place in a document's text.
 *
 * @param line of the file, counted from 1
 * @param column in characters, counted from 1
 */
record TextPlace(int line, int column) {}
