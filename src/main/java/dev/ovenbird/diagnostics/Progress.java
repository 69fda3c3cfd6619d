package dev.ovenbird.diagnostics;

/**
 * How far a long step has come. Called from several threads; implementations must be thread-safe
 * and quick, since they are called once per chunk of work.
 */
@FunctionalInterface
public interface Progress {
  /** Shows nothing. */
  Progress NONE = (step, done, total) -> {};

  /**
   * Reports the state of one step.
   *
   * @param step what is being done, for people: {@code quantize minilm to q8}
   * @param done how much of it is done, in the step's own unit (bytes, sentences, files)
   * @param total how much there is in all, in the same unit; 0 when that is not known
   */
  void report(String step, long done, long total);

  /**
   * Told before work on whole models, minutes of it. A process that was started for short work puts
   * it off by throwing, and nothing is lost.
   */
  default void expectLongWork() {
    // Most processes have the time.
  }
}
