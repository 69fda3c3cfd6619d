package dev.ovenbird.search;

/**
 * What stands below one heading of a document.
 *
 * @param heading empty before the first
 * @param anchor the heading's id; empty where it has none
 * @param text without tags, code included
 */
public record Section(String heading, String anchor, String text) {}
