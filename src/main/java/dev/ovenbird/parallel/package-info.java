/** Work on all cores: the same with many things, or one thing beside others. */
package dev.ovenbird.parallel;
