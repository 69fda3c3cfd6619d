/**
 * Templates. Enters: a content store, settings and what a page is about; leaves: its text. Knows
 * Freemarker and nothing of files in the output. Called by the site room.
 */
package dev.ovenbird.render;
