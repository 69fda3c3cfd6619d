package dev.ovenbird.render;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.MalformedTemplateNameException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/** What Freemarker complains about, as a diagnostic of the template that is wrong. */
final class TemplateErrors {
  private final Path templates;

  TemplateErrors(Path templates) {
    this.templates = templates;
  }

  /** Something that fails as templates do. */
  @FunctionalInterface
  interface Rendering {
    String text() throws IOException, TemplateException;
  }

  /**
   * The text.
   *
   * @param template the template's name
   * @param page where the text will stand, for messages
   * @throws InputException with what is wrong, in terms of a template
   */
  String told(Rendering rendering, String template, String page) throws IOException {
    try {
      return rendering.text();
    } catch (TemplateNotFoundException | MalformedTemplateNameException e) {
      throw new InputException(
          wrong(
              template,
              0,
              "There is no such template; " + page + " needs it.",
              "Add the file, or name another in jbake.properties."));
    } catch (ParseException e) {
      throw wrong(e);
    } catch (InvalidReferenceException e) {
      throw wrong(
          e,
          "\"" + e.getBlamedExpressionString() + "\" has no value, while rendering " + page + ".",
          "Check the name; write ("
              + e.getBlamedExpressionString()
              + ")!\"\" where it may be missing.");
    } catch (TemplateException e) {
      // A template that another includes.
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof ParseException included) {
          throw wrong(included);
        }
      }
      throw wrong(
          e, oneLine(e.getMessageWithoutStackTop()) + " (while rendering " + page + ")", "");
    }
  }

  private InputException wrong(ParseException e) {
    Diagnostic wrong =
        wrong(e.getTemplateName(), e.getLineNumber(), oneLine(e.getEditorMessage()), "");
    return new InputException(wrong.at(Math.max(0, e.getColumnNumber()), 1));
  }

  private InputException wrong(TemplateException e, String message, String hint) {
    int line = e.getLineNumber() == null ? 0 : Math.max(0, e.getLineNumber());
    Diagnostic wrong = wrong(e.getTemplateSourceName(), line, message, hint);
    if (line == 0 || e.getColumnNumber() == null) {
      return new InputException(wrong);
    }
    boolean ends = e.getEndColumnNumber() != null && line == e.getEndLineNumber();
    int length = ends ? e.getEndColumnNumber() - e.getColumnNumber() + 1 : 1;
    return new InputException(wrong.at(e.getColumnNumber(), length));
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private Diagnostic wrong(String template, int line, String message, String hint) {
    Path file = templates.resolve(template == null ? "" : template);
    return Diagnostic.error(file, Math.max(0, line), message, hint);
  }
}
