package dev.ovenbird.cli;

import picocli.CommandLine.Command;

/** {@code ovenbird new}; does nothing without a subcommand. */
@Command(
    name = "new",
    description = "Makes files to start from.",
    synopsisSubcommandLabel = "COMMAND")
final class NewGroup {}
