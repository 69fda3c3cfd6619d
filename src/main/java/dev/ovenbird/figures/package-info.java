/**
 * What stands in a text and is not text: code in colours, charts, diagrams, images. Enters: a
 * fenced block or an image of a document's Markdown, and the place it stands in; leaves: HTML, the
 * files that it was made of, and diagnostics. Called by the content room, through flexmark.
 */
package dev.ovenbird.figures;
