package dev.ovenbird.diagnostics;

/** How much a diagnostic weighs: an error fails the build, a warning is only shown. */
public enum Severity {
  ERROR,
  WARNING
}
