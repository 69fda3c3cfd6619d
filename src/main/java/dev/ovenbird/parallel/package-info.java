/** Work on all cores. */
package dev.ovenbird.parallel;
