package dev.ovenbird.content;

/**
 * A link as an author wrote it in Markdown.
 *
 * @param href what became of it on the page
 * @param written as it stands in the file
 * @param line of the file, counted from 1
 * @param column in characters, counted from 1
 */
public record WrittenLink(String href, String written, int line, int column) {}
