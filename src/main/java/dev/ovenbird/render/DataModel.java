package dev.ovenbird.render;

import dev.ovenbird.content.DataFiles;
import dev.ovenbird.trace.Reads;
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
  private final Reads reads;

  DataModel(DataFiles files, ObjectWrapper wrapper, Reads reads) {
    this.reads = reads;
    this.files = files;
    this.wrapper = wrapper;
  }

  @Override
  public TemplateModel get(String key) throws TemplateModelException {
    if (key.equals("get") && !files.tree().containsKey("get")) {
      return (TemplateMethodModelEx)
          arguments -> {
            String path = arguments.get(0).toString();
            reads.read("data-file " + path);
            return wrapper.wrap(files.byPath().getOrDefault(path, Map.of()));
          };
    }
    reads.read("data " + key);
    return wrapper.wrap(files.tree().get(key));
  }

  @Override
  public boolean isEmpty() {
    return files.tree().isEmpty();
  }
}
