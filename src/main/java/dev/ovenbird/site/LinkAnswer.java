package dev.ovenbird.site;

/**
 * What came of following a link to another site.
 *
 * @param told the reason, in a word or two
 */
record LinkAnswer(Kind kind, String told) {
  enum Kind {
    THERE,
    GONE,
    UNKNOWN
  }
}
