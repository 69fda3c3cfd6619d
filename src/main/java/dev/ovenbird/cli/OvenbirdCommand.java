package dev.ovenbird.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The program itself; does nothing without a subcommand. */
@Command(
    name = "ovenbird",
    description = "Bakes static sites whose pages run AI models on the reader's own machine.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = OvenbirdCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class OvenbirdCommand {

  /** Reads the jar's manifest; there is none when classes are run from a folder. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = OvenbirdCommand.class.getPackage().getImplementationVersion();
      return new String[] {"ovenbird " + (version == null ? "(not packaged)" : version)};
    }
  }
}
