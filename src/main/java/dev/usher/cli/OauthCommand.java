package dev.usher.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's commands on OAuth 2. */
@Command(
    name = "oauth",
    description = "Look after OAuth 2: the clients that get their tokens at /oauth/token.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class OauthCommand {
  private OauthCommand() {}

  /** The command with those below it. */
  public static CommandLine of(DatabaseSession database, Clock clock) {
    return new CommandLine(new OauthCommand())
        .addSubcommand(new OauthClientCommand(database, clock));
  }
}
