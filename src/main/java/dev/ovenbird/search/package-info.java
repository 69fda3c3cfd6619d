/**
 * Search by meaning. Enters: documents and a baked text encoder; leaves: passages and their vectors
 * as one JSON file, which the browser compares with the vector of a question. Called by the site
 * room.
 */
package dev.ovenbird.search;
