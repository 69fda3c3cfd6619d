/**
 * What an author starts from: a small site, a post, a demo. Enters: a folder, a title, the day;
 * leaves: files that bake as they are. Replaces nothing that is there. Called by the command line.
 */
package dev.ovenbird.scaffold;
