/**
 * What is wrong with the user's input, in words the user can act on. Every other room adds to it;
 * the command line prints it. Depends on nothing.
 */
package dev.ovenbird.diagnostics;
