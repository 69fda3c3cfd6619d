/**
 * A web server for looking at a site, as a host would serve it, or while it is written: then it
 * waits for sources to change, has the site built, and tells the pages that are open. Enters: the
 * site's folder, the path it shall stand under, and what builds it; leaves: answers to requests
 * from this machine. Knows nothing of how sites are built; called by the command line.
 */
package dev.ovenbird.serve;
