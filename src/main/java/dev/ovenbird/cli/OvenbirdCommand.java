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

  /** The version is the site room's, which writes it into what it bakes. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ovenbird " + dev.ovenbird.site.Version.current()};
    }
  }
}
