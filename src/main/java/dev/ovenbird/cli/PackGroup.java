package dev.ovenbird.cli;

import picocli.CommandLine.Command;

/** {@code ovenbird pack}; does nothing without a subcommand. */
@Command(
    name = "pack",
    description = "Looks after packs: what readers download of models.",
    synopsisSubcommandLabel = "COMMAND")
final class PackGroup {}
