package dev.ovenbird.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/**
 * A scanner of RSyntaxTextArea, without the editor that it was made for. A scanner knows the
 * language's own words; names that a program gives itself are told here by how they are written.
 */
final class ScannerLexer implements Lexer {
  /** How the names are told that a program gives itself. */
  enum Names {
    /** Not at all. */
    AS_THEY_ARE,
    /** Types begin with a capital, as in Java. */
    BY_FORM,
    /** So do functions, as in Go. */
    BY_USE
  }

  /** Words of a language that are names elsewhere in it. */
  private static final Set<String> SOMETIMES_WORDS = Set.of("as", "async", "readonly");

  private final Supplier<TokenMaker> scanner;
  private final Names names;

  /**
   * @param scanner makes a new one for each block, as they have state
   */
  ScannerLexer(Supplier<TokenMaker> scanner, Names names) {
    this.scanner = scanner;
    this.names = names;
  }

  @Override
  public List<CodeToken> tokens(String code) {
    TokenMaker maker = scanner.get();
    List<CodeToken> tokens = new ArrayList<>();
    int state = TokenTypes.NULL;
    for (String line : code.split("\\n", -1)) {
      Segment text = new Segment(line.toCharArray(), 0, line.length());
      for (Token token = maker.getTokenList(text, state, 0);
          token != null;
          token = token.getNextToken()) {
        // The last of a line, which may be none, says in what state the next one begins.
        state = token.getType();
        if (token.isPaintable()) {
          add(tokens, token);
        }
      }
      tokens.add(new CodeToken(TokenKind.PLAIN, "\n"));
    }
    tokens.remove(tokens.size() - 1);
    return tokens;
  }

  private void add(List<CodeToken> tokens, Token token) {
    String text = token.getLexeme();
    TokenKind kind = kind(token.getType());
    if (names != Names.AS_THEY_ARE) {
      if (token.getType() == TokenTypes.IDENTIFIER) {
        kind = byForm(text, TokenKind.PLAIN);
      } else if (token.getType() == TokenTypes.FUNCTION) {
        // What comes with a language is listed there: functions, and in Java types.
        kind = byForm(text, TokenKind.FUNCTION);
      } else if (text.equals("(")) {
        called(tokens);
      }
    }
    tokens.add(new CodeToken(kind, text));
  }

  private static TokenKind byForm(String name, TokenKind otherwise) {
    if (SOMETIMES_WORDS.contains(name)) {
      return TokenKind.KEYWORD;
    }
    boolean capital = Character.isUpperCase(name.codePointAt(0));
    boolean constant = name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT));
    return capital && !constant ? TokenKind.TYPE : otherwise;
  }

  /** A name before a parenthesis is called, or is being defined. */
  private void called(List<CodeToken> tokens) {
    int last = tokens.size() - 1;
    if (last < 0) {
      return;
    }
    CodeToken name = tokens.get(last);
    boolean mayBe =
        name.kind() == TokenKind.PLAIN || name.kind() == TokenKind.TYPE && names == Names.BY_USE;
    if (mayBe && name.text().matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")) {
      tokens.set(last, new CodeToken(TokenKind.FUNCTION, name.text()));
    }
  }

  private static TokenKind kind(int type) {
    return switch (type) {
      case TokenTypes.COMMENT_EOL,
          TokenTypes.COMMENT_MULTILINE,
          TokenTypes.COMMENT_DOCUMENTATION,
          TokenTypes.COMMENT_KEYWORD,
          TokenTypes.COMMENT_MARKUP,
          TokenTypes.MARKUP_COMMENT ->
          TokenKind.COMMENT;
      case TokenTypes.RESERVED_WORD,
          TokenTypes.RESERVED_WORD_2,
          TokenTypes.LITERAL_BOOLEAN,
          TokenTypes.MARKUP_TAG_NAME ->
          TokenKind.KEYWORD;
      case TokenTypes.DATA_TYPE -> TokenKind.TYPE;
      case TokenTypes.FUNCTION -> TokenKind.FUNCTION;
      case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
          TokenTypes.LITERAL_NUMBER_FLOAT,
          TokenTypes.LITERAL_NUMBER_HEXADECIMAL,
          TokenTypes.ERROR_NUMBER_FORMAT,
          TokenTypes.MARKUP_ENTITY_REFERENCE ->
          TokenKind.NUMBER;
      case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
          TokenTypes.LITERAL_CHAR,
          TokenTypes.LITERAL_BACKQUOTE,
          TokenTypes.REGEX,
          TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
          TokenTypes.MARKUP_CDATA ->
          TokenKind.STRING;
      case TokenTypes.VARIABLE,
          TokenTypes.ANNOTATION,
          TokenTypes.PREPROCESSOR,
          TokenTypes.MARKUP_TAG_ATTRIBUTE,
          TokenTypes.MARKUP_DTD,
          TokenTypes.MARKUP_PROCESSING_INSTRUCTION ->
          TokenKind.NAME;
      default -> TokenKind.PLAIN;
    };
  }
}
