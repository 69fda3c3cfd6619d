package dev.ovenbird.evaluate;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens models in ONNX Runtime. */
final class Sessions {
  private Sessions() {}

  @FunctionalInterface
  private interface Setting {
    void applyTo(OrtSession.SessionOptions options) throws OrtException;
  }

  /**
   * Loads a model for the CPU.
   *
   * @throws InputException if there is no such file or ONNX Runtime does not take it
   */
  static OrtSession open(Path onnx) {
    return open(onnx, options -> {});
  }

  /**
   * Writes what ONNX Runtime makes of a model when it loads it for the CPU.
   *
   * @throws InputException as above
   */
  static void optimize(Path onnx, OptLevel level, Path optimized) {
    close(
        open(
            onnx,
            options -> {
              options.setOptimizationLevel(level);
              options.setOptimizedModelFilePath(optimized.toString());
            }));
  }

  private static OrtSession open(Path onnx, Setting setting) {
    if (!Files.isRegularFile(onnx)) {
      throw bad(onnx, "There is no such model file.", "Check the path.");
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // What goes wrong is thrown too, and then said once, in a diagnostic.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      setting.applyTo(options);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      // Official builds report models and errors to Microsoft unless told not to.
      environment.setTelemetry(false);
      return environment.createSession(onnx.toString(), options);
    } catch (OrtException e) {
      throw bad(
          onnx,
          "ONNX Runtime does not load the model: " + e.getMessage(),
          "Look at it with `model inspect`; if it is damaged, export it anew.");
    }
  }

  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  static InputException bad(Path file, String message, String hint) {
    return new InputException(Diagnostic.error(file, 0, message, hint));
  }
}
