package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.evaluate.Example;
import dev.ovenbird.evaluate.Fidelity;
import dev.ovenbird.evaluate.Task;
import dev.ovenbird.quantize.Dtype;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Refuses small models that stray too far, and shows where they do. */
final class Gate {
  private Gate() {}

  /** An error for each limit that is not kept. */
  static List<Diagnostic> check(ModelDescriptor descriptor, Dtype dtype, Fidelity fidelity) {
    List<Diagnostic> errors = new ArrayList<>();
    for (Limit limit : descriptor.evaluation().limits().getOrDefault(dtype, List.of())) {
      double value = fidelity.figure(limit.metric());
      if (!limit.metric().meets(value, limit.value())) {
        errors.add(
            Diagnostic.error(
                descriptor.file(),
                limit.line(),
                message(descriptor.name(), dtype, limit, value),
                hint(limit, fidelity)));
      }
    }
    return errors;
  }

  private static String message(String model, Dtype dtype, Limit limit, double value) {
    return String.format(
        Locale.ROOT,
        "%s as %s strays too far from the original: the %s is %s, %s %s is %s.",
        model,
        dtype.id(),
        limit.metric().label(),
        limit.metric().show(value),
        limit.metric().higherIsBetter() ? "at least" : "at most",
        limit.metric().showLimit(limit.value()),
        limit.written() ? "asked for" : "usual for " + dtype.id());
  }

  private static String hint(Limit limit, Fidelity fidelity) {
    StringBuilder hint = new StringBuilder("Furthest from the original:");
    for (Example example : fidelity.worst()) {
      hint.append(
          String.format(
              Locale.ROOT, "%n      %s  %s", value(fidelity.task(), example), example.text()));
      if (!example.note().isEmpty()) {
        hint.append(String.format("%n        %s", example.note()));
      }
    }
    if (!limit.written()) {
      hint.append(
          String.format("%n    To allow it, set evaluation.%s in the descriptor.", limit.key()));
    }
    return hint.toString();
  }

  private static String value(Task task, Example example) {
    return String.format(Locale.ROOT, "%.4f %s", example.value(), task.exampleUnit());
  }
}
