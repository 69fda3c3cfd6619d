package dev.ovenbird.render;

import dev.ovenbird.content.DataFiles;
import dev.ovenbird.content.Messages;
import dev.ovenbird.content.Shortcodes;
import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.trace.Inputs;
import dev.ovenbird.trace.Reads;
import dev.ovenbird.trace.TracedMap;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shortcodes as Freemarker macros: {@code <@note …>} calls the macro {@code note} in {@code
 * shortcodes/note.ftl} of the site's templates or of the theme. Thread-safe.
 */
public final class TemplateShortcodes implements Shortcodes {
  /** The name under which a call is a template of its own; the call stands in its second line. */
  private static final String CALL = "a call of a shortcode";

  private static final String HEAD =
      "<#ftl output_format=\"HTML\"><#import \"/%s\" as shortcode>\n";

  private final Configuration freemarker;
  private final Path templates;
  private final Map<String, Object> shared = new HashMap<>();
  private final List<String> names;

  /**
   * @param assets what shortcodes may name
   * @param inputs by which changed templates are seen
   * @param reads notes what shortcodes read
   */
  public TemplateShortcodes(
      SiteConfig config,
      DataFiles data,
      Messages messages,
      Assets assets,
      Inputs inputs,
      Reads reads)
      throws IOException {
    freemarker = TemplateSetup.configuration(config, messages, assets, inputs, reads);
    templates = config.templateFolder();
    names = ShortcodeNames.of(templates);
    shared.put("config", new TracedMap(config.forTemplates(), "config", reads));
    shared.put("data", new DataModel(data, freemarker.getObjectWrapper(), reads));
  }

  @Override
  public String render(Call call) {
    String file = "shortcodes/" + call.name() + ".ftl";
    if (!names.contains(call.name())) {
      throw wrong(
          call,
          call.line(),
          "There is no shortcode " + call.name() + ".",
          names.isEmpty()
              ? "Write it as a macro in templates/" + file + "."
              : Suggestion.orList(call.name(), names));
    }
    Map<String, Object> model = new HashMap<>(shared);
    model.put("content", call.document());
    model.put("root", call.document().getRootPath());
    call.body().ifPresent(body -> model.put("shortcodeBody", body.strip()));
    try {
      return new TemplateErrors(templates)
          .told(() -> rendered(file, call, model), file, "a call of it");
    } catch (InputException e) {
      throw atTheCall(call, e.diagnostics().get(0), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String rendered(String file, Call call, Map<String, Object> model)
      throws IOException, TemplateException {
    String begin = "<@shortcode." + call.name() + call.arguments();
    String text =
        String.format(HEAD, file)
            + begin
            + (call.body().isPresent()
                ? ">${shortcodeBody?no_esc}</@shortcode." + call.name() + ">"
                : "/>");
    StringWriter out = new StringWriter();
    new Template(CALL, text, freemarker).process(model, out);
    return out.toString().strip();
  }

  /** Authors know their own file; where the macro fails is told beside it. */
  private InputException atTheCall(Call call, Diagnostic wrong, String file) {
    boolean inTheCall = wrong.file().equals(templates.resolve(CALL));
    int line = inTheCall ? call.line() + Math.max(0, wrong.line() - 2) : call.line();
    String message = wrong.message().replaceAll(" ?,? ?\\(?while rendering a call of it\\)?", "");
    if (message.contains("\"shortcode." + call.name() + "\"")) {
      return wrong(call, line, "templates/" + file + " defines no macro " + call.name() + ".", "");
    }
    String where =
        inTheCall
            ? ""
            : "templates/" + templates.relativize(wrong.file()) + ":" + wrong.line() + ": ";
    return wrong(
        call, line, "The shortcode " + call.name() + " fails: " + where + message, wrong.hint());
  }

  private static InputException wrong(Call call, int line, String message, String hint) {
    Diagnostic wrong = Diagnostic.error(call.file(), line, message, hint);
    String firstLine = call.tag().lines().findFirst().orElse("");
    return new InputException(
        line == call.line() ? wrong.at(call.column(), firstLine.length()) : wrong);
  }
}
