package dev.ovenbird.search;

import java.util.List;

/**
 * A document as the search by words sees it.
 *
 * @param url from the site's root
 * @param title of the document
 * @param tags its own
 * @param summary empty when there is none
 * @param body rendered HTML
 */
public record SearchDocument(
    String url, String title, List<String> tags, String summary, String body) {}
