package dev.ovenbird.model;

/** What to do where a lock and its descriptor do not say the same. */
public enum LockMode {
  /** A lock that is there is kept to; where there is none, one is written. For builds. */
  KEEP,
  /** What the lock lacks is looked up, and what nobody asks for any more is left out. */
  COMPLETE,
  /** Everything is looked up again. */
  RENEW
}
