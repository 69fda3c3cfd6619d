package dev.ovenbird.render;

import dev.ovenbird.content.DataFiles;
import dev.ovenbird.trace.Reads;
import freemarker.ext.beans.BeansWrapperBuilder;
import freemarker.template.Configuration;
import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Date;
import java.util.Map;
import org.jbake.model.ModelAttributes;
import org.jbake.template.ModelExtractors;
import org.jbake.template.NoModelExtractorException;

/**
 * What a template sees: the page's own variables, and under JBake's names ({@code published_posts},
 * {@code tags}, …) the lists of the content store, made only when a template asks for them.
 */
final class PageModel implements TemplateHashModel {
  private final PageData page;
  private final DataFiles data;
  private final Date newest;
  private final ObjectWrapper wrapper;
  private final Reads reads;

  PageModel(PageData page, DataFiles data, Date newest, ObjectWrapper wrapper, Reads reads) {
    this.reads = reads;
    this.page = page;
    this.data = data;
    this.newest = newest;
    this.wrapper = wrapper;
  }

  @Override
  public TemplateModel get(String key) throws TemplateModelException {
    Map<String, Object> variables = page.variables();
    switch (key) {
      case ModelAttributes.DB:
        return bean(page.store());
      case ModelAttributes.DATA:
        return new DataModel(data, wrapper, reads);
      case ModelAttributes.PUBLISHED_DATE:
        // JBake gives the time of the build, by which no two builds are alike.
        reads.read("newest document");
        return wrapper.wrap(newest);
      default:
    }
    if (ModelExtractors.getInstance().containsKey(key)) {
      try {
        return ModelExtractors.getInstance()
            .extractAndTransform(page.store(), key, variables, (name, value) -> wrap(value));
      } catch (NoModelExtractorException e) {
        throw new IllegalStateException(e);
      }
    }
    return wrapper.wrap(variables.get(key));
  }

  private TemplateModel wrap(Object value) {
    try {
      return wrapper.wrap(value);
    } catch (TemplateModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TemplateModel bean(Object value) throws TemplateModelException {
    return new BeansWrapperBuilder(Configuration.VERSION_2_3_34).build().wrap(value);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }
}
