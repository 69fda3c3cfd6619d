/**
 * The build of a site, from its folder to a finished output. Enters: options; leaves: the output
 * folder and what is to be told of it. The one room that knows all others; only the command line
 * calls it.
 */
package dev.ovenbird.site;
