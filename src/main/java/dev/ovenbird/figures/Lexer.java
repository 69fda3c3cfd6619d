package dev.ovenbird.figures;

import java.util.List;

/** Cuts code into its tokens. Never fails: what it cannot make out is plain. Thread-safe. */
interface Lexer {
  /** The tokens, whose texts together are the code. */
  List<CodeToken> tokens(String code);
}
