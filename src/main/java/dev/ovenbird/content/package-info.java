/**
 * Documents in JBake's form. Enters: the site's folder; leaves: its settings, the parsed documents
 * in an in-memory content store, and the files that are copied as they are. Called by the site
 * room.
 */
package dev.ovenbird.content;
