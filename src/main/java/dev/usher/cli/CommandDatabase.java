package dev.usher.cli;

import dev.usher.store.Transactions;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The database that the settings choose, for the time of one command. */
final class CommandDatabase implements DatabaseSession {
  private final Supplier<Settings> settings;

  /**
   * @param settings read when the command runs, so that help needs none
   */
  CommandDatabase(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void use(Consumer<Transactions> work) {
    Settings chosen = settings.get();
    StartupChecks.beforeAnything(chosen);
    try (ClosingStack opened = new ClosingStack()) {
      work.accept(OpenDatabase.forCommand(chosen, opened).transactions(Wiring.mappers()));
    }
  }
}
