package dev.ovenbird.render;

import java.util.Map;
import org.jbake.app.ContentStore;

/**
 * What one page is rendered from.
 *
 * @param store the documents; its paging cursor is this page's
 * @param variables the page's own: {@code content}, {@code config}, {@code tag}, {@code ovenbird},
 *     …
 */
public record PageData(ContentStore store, Map<String, Object> variables) {}
