package dev.usher.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the database to this version, apart from a server's start. */
@Command(
    name = "migrate",
    description = "Bring the database's schema to this version and exit; 'serve' does it as well.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {
  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;

  MigrateCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    new CommandDatabase(settings).use(transactions -> {});
    spec.commandLine().getOut().println("The database is up to date.");
    spec.commandLine().getOut().flush();
  }
}
