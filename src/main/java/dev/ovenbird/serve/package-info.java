/**
 * A web server for looking at a finished site, as a host would serve it. Enters: the site's folder
 * and the path it shall stand under; leaves: answers to requests from this machine. Knows nothing
 * of how sites are built; called by the command line.
 */
package dev.ovenbird.serve;
