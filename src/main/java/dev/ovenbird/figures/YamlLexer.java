package dev.ovenbird.figures;

import static dev.ovenbird.figures.TokenKind.COMMENT;
import static dev.ovenbird.figures.TokenKind.KEYWORD;
import static dev.ovenbird.figures.TokenKind.NAME;
import static dev.ovenbird.figures.TokenKind.NUMBER;
import static dev.ovenbird.figures.TokenKind.STRING;
import static dev.ovenbird.figures.TokenKind.TYPE;

import dev.ovenbird.figures.PatternLexer.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * YAML. A block scalar is all the lines that stand deeper than the one that opens it, which no
 * regular expression can tell; it is cut out first.
 */
final class YamlLexer implements Lexer {
  private static final Pattern OPENS_BLOCK =
      Pattern.compile("(?:.*[:\\-]\\s+|)(?:!\\S+\\s+)?[|>][-+\\d]{0,2}\\s*(?:#.*)?");
  private static final String VALUE_BEGINS = "(?<=^|[\\s\\[{,])";
  private static final String VALUE_ENDS = "(?=[ \\t]*(?:$|[,\\]}]|[ \\t]#))";

  private final PatternLexer lines =
      new PatternLexer(
          new Rule(COMMENT, "(?<=^|\\s)#.*"),
          new Rule(
              NAME,
              "(?<=^|[\\s\\[{,?])(?:\"(?:\\\\.|[^\"\\\\\\n])*\"|'[^'\\n]*'"
                  + "|[^\\s#\\[\\]{},\"'&*!|>%@:-][^:#\\n\\[\\]{},]*|-[^\\s:][^:#\\n\\[\\]{},]*)"
                  + "(?=:(?:\\s|$))"),
          new Rule(STRING, "\"(?:\\\\[\\s\\S]|[^\"\\\\])*\"|'(?:''|[^'])*'"),
          new Rule(KEYWORD, "^(?:---|\\.\\.\\.)(?=\\s|$)|^%.*"),
          new Rule(TYPE, VALUE_BEGINS + "(?:[&*][\\w-]+|!!?[\\w/:-]*)"),
          new Rule(KEYWORD, VALUE_BEGINS + "(?:true|false|yes|no|on|off|null|~)" + VALUE_ENDS),
          new Rule(
              NUMBER,
              VALUE_BEGINS
                  + "[-+]?(?:0x[\\da-fA-F]+|[\\d_]+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?|\\.inf|\\.nan)"
                  + VALUE_ENDS));

  @Override
  public List<CodeToken> tokens(String code) {
    List<CodeToken> tokens = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    StringBuilder others = new StringBuilder();
    int opener = -1;
    for (String line : code.split("(?<=\\n)")) {
      if (opener >= 0 && (line.isBlank() || indent(line) > opener)) {
        block.append(line);
        continue;
      }
      if (opener >= 0) {
        tokens.add(new CodeToken(STRING, block.toString()));
        block.setLength(0);
      }
      others.append(line);
      boolean opens = OPENS_BLOCK.matcher(line.stripTrailing()).matches();
      opener = opens ? indent(line) : -1;
      if (opens) {
        tokens.addAll(lines.tokens(others.toString()));
        others.setLength(0);
      }
    }
    tokens.add(new CodeToken(STRING, block.toString()));
    tokens.addAll(lines.tokens(others.toString()));
    return tokens;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
