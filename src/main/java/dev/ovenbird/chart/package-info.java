/**
 * Charts. Enters: labels, series of numbers, and a scale; leaves: HTML with an SVG drawing that is
 * as wide as its place and takes its colours from the page, in words and as a table too. Called by
 * the rooms of figures and of the site. Knows nothing of either.
 */
package dev.ovenbird.chart;
