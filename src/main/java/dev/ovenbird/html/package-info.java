/** HTML read once from its beginning to its end. Text in, tags out; no tree is built. */
package dev.ovenbird.html;
