/**
 * AsciiDoc becomes HTML, by Asciidoctor. Enters: a document's text; leaves: HTML and what is wrong
 * with it. Asciidoctor is Ruby and of a size, so that it is fetched when a site has the first such
 * document, and runs in a class loader of its own. Called by the content room.
 */
package dev.ovenbird.asciidoc;
