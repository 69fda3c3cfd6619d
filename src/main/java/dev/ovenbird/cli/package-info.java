/**
 * The command line: options in, one call of another room, its result as text out. Nothing is
 * decided here but how things are said and with which code the program ends. Called by the launcher
 * and, as {@link dev.ovenbird.cli.MavenMain}, by the build; calls every other room, none calls it.
 */
package dev.ovenbird.cli;
