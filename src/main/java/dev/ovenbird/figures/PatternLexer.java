package dev.ovenbird.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A lexer made of regular expressions, the first that matches at a place wins. For languages in
 * which a token is known by its own text and the few characters around it.
 */
final class PatternLexer implements Lexer {
  /**
   * One sort of token.
   *
   * @param pattern in multi-line mode; without capturing groups
   */
  record Rule(TokenKind kind, String pattern) {}

  private final Pattern pattern;
  private final TokenKind[] kinds;

  PatternLexer(Rule... rules) {
    pattern =
        Pattern.compile(
            Arrays.stream(rules)
                .map(rule -> "(" + rule.pattern() + ")")
                .collect(Collectors.joining("|")),
            Pattern.MULTILINE);
    kinds = Arrays.stream(rules).map(Rule::kind).toArray(TokenKind[]::new);
    if (pattern.matcher("").groupCount() != kinds.length) {
      throw new IllegalArgumentException("a rule has a capturing group: " + pattern);
    }
  }

  @Override
  public List<CodeToken> tokens(String code) {
    List<CodeToken> tokens = new ArrayList<>();
    Matcher matcher = pattern.matcher(code);
    int end = 0;
    while (matcher.find()) {
      if (matcher.end() == matcher.start()) {
        continue;
      }
      if (matcher.start() > end) {
        tokens.add(new CodeToken(TokenKind.PLAIN, code.substring(end, matcher.start())));
      }
      tokens.add(new CodeToken(kind(matcher), matcher.group()));
      end = matcher.end();
    }
    if (end < code.length()) {
      tokens.add(new CodeToken(TokenKind.PLAIN, code.substring(end)));
    }
    return tokens;
  }

  private TokenKind kind(Matcher matcher) {
    int group = 1;
    while (matcher.start(group) < 0) {
      group++;
    }
    return kinds[group - 1];
  }
}
