package dev.ovenbird.render;

import dev.ovenbird.content.DataFiles;
import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Map;

/**
 * {@code data} in templates: {@code data.team.people} is the content of {@code
 * data/team/people.yaml}, and so is {@code data.get("team/people.yaml")}, as in JBake.
 */
final class DataModel implements TemplateHashModel {
  private final DataFiles files;
  private final ObjectWrapper wrapper;

  DataModel(DataFiles files, ObjectWrapper wrapper) {
    this.files = files;
    this.wrapper = wrapper;
  }

  @Override
  public TemplateModel get(String key) throws TemplateModelException {
    if (key.equals("get") && !files.tree().containsKey("get")) {
      return (TemplateMethodModelEx)
          arguments ->
              wrapper.wrap(files.byPath().getOrDefault(arguments.get(0).toString(), Map.of()));
    }
    return wrapper.wrap(files.tree().get(key));
  }

  @Override
  public boolean isEmpty() {
    return files.tree().isEmpty();
  }
}
