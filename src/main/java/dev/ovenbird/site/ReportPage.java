package dev.ovenbird.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.cache.StableJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was baked, as {@code report/report.json} and as variables of the report page. */
final class ReportPage {
  static final String PATH = "report/index.html";
  static final String JSON_PATH = "report/report.json";

  private ReportPage() {}

  static String json(BuildReport report) {
    try {
      return new ObjectMapper().writer(StableJson.indented()).writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> variables(BuildReport report) {
    return Map.of("report", report, "charts", charts(report.models()));
  }

  /** The drawings of each model, by its name. */
  private static Map<String, String> charts(List<BuildReport.ModelReport> models) {
    return models.stream()
        .filter(model -> !model.dtypes().isEmpty())
        .collect(Collectors.toMap(BuildReport.ModelReport::name, FidelityChart::html));
  }
}
