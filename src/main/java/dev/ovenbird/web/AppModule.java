package dev.ovenbird.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One of our modules, taken apart. They keep to a part of the language that needs no parser:
 * imports and exports by name, at the beginning of a line, no variable that is exported and
 * changes, and no text over several lines whose indentation matters.
 *
 * @param imports in the order of the source
 * @param source without comments, imports, indentation and empty lines
 * @param body the same without the word {@code export}
 * @param exports properties of an object literal: what the body declares, or gives on
 * @param unknown the first statement that imports or exports in another way; empty where none does
 */
record AppModule(
    String name,
    List<Import> imports,
    String source,
    String body,
    List<String> exports,
    String unknown) {

  /**
   * @param module its file's name
   * @param names as in a pattern that takes an object apart
   */
  record Import(String module, String names) {}

  private static final Pattern IMPORT =
      Pattern.compile("(import|export) \\{([^}]*)} from \"\\./([A-Za-z0-9-]+\\.js)\";");
  private static final Pattern EXPORT =
      Pattern.compile("export (?:async )?(?:function\\*?|class|const) ([A-Za-z0-9_$]+)");

  /** Takes a module's text apart. */
  static AppModule parse(String name, String text) {
    List<Import> imports = new ArrayList<>();
    List<String> exports = new ArrayList<>();
    StringBuilder source = new StringBuilder();
    StringBuilder body = new StringBuilder();
    String unknown = "";
    Iterator<String> lines = withoutLayout(withoutComments(name, text));
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.startsWith("import ") && !line.startsWith("export ")) {
        source.append(line).append('\n');
        body.append(line).append('\n');
        continue;
      }
      String statement = line;
      if (line.equals("import {") || line.equals("export {")) {
        // One name on each line.
        while (lines.hasNext() && !statement.endsWith(";")) {
          statement += " " + lines.next();
        }
      }
      Matcher imported = IMPORT.matcher(statement);
      if (imported.matches()) {
        String names = imported.group(2).strip().replace(" as ", ": ");
        imports.add(new Import(imported.group(3), names));
        if (imported.group(1).equals("export")) {
          Arrays.stream(names.split(",")).map(String::strip).forEach(exports::add);
        }
        continue;
      }
      source.append(statement).append('\n');
      Matcher exported = EXPORT.matcher(statement);
      if (exported.lookingAt()) {
        exports.add(exported.group(1));
        body.append(statement, "export ".length(), statement.length()).append('\n');
      } else if (unknown.isEmpty()) {
        unknown = statement;
      }
    }
    return new AppModule(name, imports, source.toString(), body.toString(), exports, unknown);
  }

  private static String withoutComments(String name, String text) {
    StringBuilder code = new StringBuilder();
    int end = 0;
    for (int begin = text.indexOf("/**"); begin >= 0; begin = text.indexOf("/**", end)) {
      code.append(text, end, begin);
      int last = text.indexOf("*/", begin);
      if (last < 0) {
        throw new IllegalStateException(name + " has a comment without an end");
      }
      end = last + 2;
    }
    return code.append(text, end, text.length()).toString();
  }

  private static Iterator<String> withoutLayout(String code) {
    return code.lines()
        .map(String::stripLeading)
        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
        .iterator();
  }

  /**
   * The module as a function that gives its exports.
   *
   * @throws IllegalStateException if it exports in a way that only a module of its own can
   */
  String function() {
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(name + " cannot be bundled: " + unknown);
    }
    String given = String.join(", ", exports);
    return "const "
        + variable(name)
        + " = (() => {\n"
        + imported()
        + body
        + "return { "
        + given
        + " };\n})();\n";
  }

  /** Its imports, taken from the objects of the modules that come before it in a bundle. */
  String imported() {
    return imports.stream()
        .map(each -> "const { " + each.names() + " } = " + variable(each.module()) + ";\n")
        .collect(Collectors.joining());
  }

  /** {@code open-cache.js} is {@code $openCache} in a bundle; no module of ours begins so. */
  static String variable(String module) {
    String words = module.substring(0, module.lastIndexOf('.'));
    return "$"
        + Pattern.compile("-(.)")
            .matcher(words)
            .replaceAll(at -> at.group(1).toUpperCase(Locale.ROOT));
  }
}
