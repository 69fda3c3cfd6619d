package dev.ovenbird.site;

import java.util.Set;

/**
 * What a build remembers of a page for the next.
 *
 * @param plan all that was decided about it before it was rendered
 * @param inputs that were read for it
 * @param html its facts; null where it is no HTML
 */
record RememberedPage(String plan, Set<String> inputs, HtmlPage html) {}
