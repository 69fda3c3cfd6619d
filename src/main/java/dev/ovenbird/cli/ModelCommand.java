package dev.ovenbird.cli;

import picocli.CommandLine.Command;

/** {@code ovenbird model}; does nothing without a subcommand. */
@Command(
    name = "model",
    description = "Looks at ONNX models and makes them ready for the browser.",
    synopsisSubcommandLabel = "COMMAND")
final class ModelCommand {}
