package dev.ovenbird.content;

import java.util.Date;
import org.jbake.model.DocumentModel;
import org.jbake.model.ModelAttributes;

/**
 * Which documents a build shows.
 *
 * @param drafts whether drafts are shown
 * @param future whether documents are shown whose day has not come
 * @param now the time of the build
 */
public record Visibility(boolean drafts, boolean future, Date now) {

  /** Decides about one document; one that is shown is from then on published, whatever it was. */
  boolean shows(DocumentModel document) {
    boolean shown =
        switch (document.getStatus()) {
          case ModelAttributes.Status.PUBLISHED -> true;
          case ModelAttributes.Status.DRAFT -> drafts;
          case ModelAttributes.Status.PUBLISHED_DATE ->
              future || document.getDate() == null || !document.getDate().after(now);
          default -> false;
        };
    if (shown) {
      document.put("draft", document.getStatus().equals(ModelAttributes.Status.DRAFT));
      document.setStatus(ModelAttributes.Status.PUBLISHED);
    }
    return shown;
  }
}
