package dev.ovenbird.site;

import dev.ovenbird.diagnostics.Diagnostic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A finished build.
 *
 * @param warnings what the author may want to know
 * @param steps how long each step took, in their order
 * @param changes beside the build before
 */
public record BuildResult(
    Path output,
    BuildReport report,
    List<Diagnostic> warnings,
    Map<String, Duration> steps,
    BuildChanges changes) {}
