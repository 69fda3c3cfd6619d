package dev.ovenbird.figures;

import static dev.ovenbird.figures.TokenKind.COMMENT;
import static dev.ovenbird.figures.TokenKind.DELETED;
import static dev.ovenbird.figures.TokenKind.FUNCTION;
import static dev.ovenbird.figures.TokenKind.INSERTED;
import static dev.ovenbird.figures.TokenKind.KEYWORD;
import static dev.ovenbird.figures.TokenKind.NAME;
import static dev.ovenbird.figures.TokenKind.NUMBER;
import static dev.ovenbird.figures.TokenKind.PLAIN;
import static dev.ovenbird.figures.TokenKind.STRING;
import static dev.ovenbird.figures.TokenKind.TYPE;

import dev.ovenbird.figures.PatternLexer.Rule;

/**
 * Languages that the library has no scanner for, or one that misses what a reader looks for:
 * lifetimes in Rust, conditions and custom properties in CSS.
 */
final class Patterns {
  private static final String DOUBLE_QUOTED = "\"(?:\\\\[\\s\\S]|[^\"\\\\])*\"";
  private static final String QUOTED = "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'";
  private static final String BLOCK_COMMENT = "/\\*[\\s\\S]*?(?:\\*/|\\z)";

  private Patterns() {}

  static Lexer plain() {
    return new PatternLexer(new Rule(PLAIN, "[\\s\\S]+"));
  }

  static Lexer diff() {
    return new PatternLexer(
        new Rule(COMMENT, "^(?:diff|index|new file|deleted file|similarity|rename) .*"),
        new Rule(KEYWORD, "^(?:---|\\+\\+\\+) .*"),
        new Rule(NAME, "^@@.*"),
        new Rule(INSERTED, "^[+>].*"),
        new Rule(DELETED, "^[-<].*"));
  }

  static Lexer rust() {
    return new PatternLexer(
        new Rule(COMMENT, "//.*|" + BLOCK_COMMENT),
        new Rule(STRING, "b?r#*\"[\\s\\S]*?\"#*|b?" + DOUBLE_QUOTED),
        new Rule(STRING, "b?'(?:\\\\(?:u\\{[^}]*\\}|x..|.)|[^'\\\\\\n])'"),
        new Rule(NAME, "'[A-Za-z_]\\w*|#!?\\[[^\\]\\n]*\\]"),
        new Rule(FUNCTION, "\\b[a-z_]\\w*!(?=[\\s(\\[{])"),
        new Rule(
            KEYWORD,
            "\\b(?:as|async|await|break|const|continue|crate|dyn|else|enum|extern|false|fn|for|if"
                + "|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|super"
                + "|trait|true|type|unsafe|use|where|while)\\b"),
        new Rule(
            TYPE,
            "\\b(?:[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|str|Self|[A-Z]\\w*[a-z]\\w*|[A-Z])\\b"),
        new Rule(
            NUMBER,
            "\\b(?:0[xob][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][-+]?\\d+)?)"
                + "(?:[iuf](?:8|16|32|64|128|size))?\\b"),
        new Rule(FUNCTION, "\\b[a-z_]\\w*(?=(?:(?:::)?<[^>()\\n]*>)?\\()"));
  }

  static Lexer css() {
    return new PatternLexer(
        new Rule(COMMENT, BLOCK_COMMENT + "|(?<=^|\\s)//.*"),
        new Rule(STRING, QUOTED),
        new Rule(KEYWORD, "@[\\w-]+|![a-z]+\\b|\\b(?:and|not|or|only)\\b(?=\\s|\\()"),
        new Rule(NAME, "--[\\w-]+|\\$[\\w-]+"),
        // A property ends in a colon, and the colon of a pseudo-class has no space behind it.
        new Rule(NAME, "(?<=^|[\\s{;(])-?[a-z][a-z-]*(?=\\s*:(?:\\s|[^\\s\\w:-]|\\d|[^:{}\\n]*;))"),
        new Rule(FUNCTION, "-?[a-zA-Z][\\w-]*(?=\\()|(?<=\\w|^|[\\s,>+~])::?[a-z][a-z-]*"),
        new Rule(NUMBER, "#[\\da-fA-F]{3,8}\\b(?=[^{]*?[;}!,)])"),
        new Rule(TYPE, "[.#][A-Za-z_][\\w-]*|&|\\[[^\\]\\n]*\\]"),
        new Rule(NUMBER, "(?<![\\w-])[-+]?(?:\\d*\\.)?\\d+(?:%|[a-zA-Z]+)?\\b%?"));
  }

  static Lexer toml() {
    return new PatternLexer(
        new Rule(COMMENT, "#.*"),
        new Rule(STRING, "\"\"\"[\\s\\S]*?(?:\"\"\"|\\z)|'''[\\s\\S]*?(?:'''|\\z)"),
        new Rule(NAME, "(?:[\\w.-]+|" + QUOTED + ")(?=\\s*=)"),
        new Rule(STRING, QUOTED),
        new Rule(TYPE, "^\\s*\\[{1,2}[^\\]\\n]+\\]{1,2}"),
        new Rule(KEYWORD, "\\b(?:true|false)\\b"),
        new Rule(NUMBER, "(?<![\\w-])[-+]?\\d[\\w.:+-]*"));
  }

  static Lexer freemarker() {
    return new PatternLexer(
        new Rule(COMMENT, "<#--[\\s\\S]*?(?:-->|\\z)|<!--[\\s\\S]*?(?:-->|\\z)"),
        new Rule(NAME, "[$#]\\{[^}\\n]*\\}"),
        new Rule(KEYWORD, "</?#[\\w.]+|(?<=\\s)/?>(?=\\s*$)"),
        new Rule(FUNCTION, "</?@[\\w.]*"),
        new Rule(TYPE, "</?[A-Za-z][\\w:-]*|<!doctype\\b"),
        new Rule(NAME, "\\b[\\w:-]+(?==)"),
        new Rule(STRING, "(?<==)(?:\"[^\"]*\"|'[^']*')|\"[^\"\\n]*\"(?=[^<\\n]*>)"),
        new Rule(NUMBER, "&#?\\w+;"));
  }
}
