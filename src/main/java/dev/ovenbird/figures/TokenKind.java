package dev.ovenbird.figures;

/** What a piece of code is, as far as it has a colour of its own; the style sheet gives that. */
enum TokenKind {
  PLAIN(""),
  COMMENT("tok-comment"),
  KEYWORD("tok-keyword"),
  TYPE("tok-type"),
  FUNCTION("tok-function"),
  STRING("tok-string"),
  NUMBER("tok-number"),
  /** Keys, attributes, variables, annotations. */
  NAME("tok-name"),
  INSERTED("tok-inserted"),
  DELETED("tok-deleted");

  private final String cssClass;

  TokenKind(String cssClass) {
    this.cssClass = cssClass;
  }

  /** Its class in HTML; empty for what looks like the text around it. */
  String cssClass() {
    return cssClass;
  }
}
