package dev.ovenbird.content;

import java.nio.file.Path;
import java.util.List;
import org.jbake.model.DocumentModel;
import org.jbake.parser.ParserContext;

/**
 * A document whose head was read and whose text was not yet: what it takes to link to it.
 *
 * @param file its source
 * @param path of that file, from the content folder, with slashes
 * @param context in which JBake's engines render it; has the model
 * @param status as the head has it
 * @param shown whether this build publishes it
 * @param jbakeUri where JBake would publish it, which differs where a permalink was set
 * @param remembered what is known of it from an earlier build, by which its file was not read now;
 *     else null
 */
record SourceDocument(
    Path file,
    String path,
    FrontMatter head,
    ParserContext context,
    String status,
    boolean shown,
    String jbakeUri,
    List<String> aliases,
    RememberedDocument remembered) {

  DocumentModel model() {
    return context.getDocumentModel();
  }

  boolean hasPermalink() {
    return !model().getUri().equals(jbakeUri);
  }

  /** Its address in links: without {@code index.html} where a permalink ends in a slash. */
  String address() {
    String folder = model().getNoExtensionUri();
    return hasPermalink() && folder != null ? folder : model().getUri();
  }
}
