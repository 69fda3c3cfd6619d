package dev.ovenbird.cli;

/** A command that writes files. */
interface Writing {
  /** What a failure left behind, one sentence: {@code Nothing was written.} */
  String whenItFails();
}
