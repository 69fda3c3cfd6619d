package dev.ovenbird.evaluate;

/** How the vectors of a sentence's tokens become one vector. */
public enum Pooling {
  /** Their mean, padding left out. */
  MEAN,
  /** The vector of the first token. */
  CLS
}
