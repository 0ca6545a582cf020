package dev.usher.cli;

import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on accounts. */
@Command(
    name = "account",
    description = "Create accounts (tenants) and change their settings.",
    mixinStandardHelpOptions = true)
public final class AccountCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  public AccountCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "create",
      description = "Create an account and print its id.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(paramLabel = "NAME", description = "Unique on this installation, ignoring case.")
          String name,
      @Option(
              names = "--catalog",
              paramLabel = "FILE",
              description = "Its catalogue (YAML); config/catalog.yaml when left out.")
          Path file,
      @Option(
              names = "--activation",
              paramLabel = "invite|direct",
              description =
                  "Whether provisioned people are invited (the default) or Active at once.")
          String activation) {
    Optional<Catalogue> catalogue = Optional.ofNullable(file).map(CatalogCommand::read);
    Map<String, String> settings = activation == null ? Map.of() : Map.of("activation", activation);
    with(accounts -> out().println(accounts.create(name, catalogue, settings).id()));
  }

  @Command(
      name = "list",
      description = "List the accounts: name and id, separated by a tab.",
      mixinStandardHelpOptions = true)
  void list() {
    with(
        accounts ->
            accounts
                .list()
                .forEach(account -> out().println(account.name() + "\t" + account.id())));
  }

  @Command(
      name = "show",
      description = "Show an account and all its settings, as KEY=VALUE.",
      mixinStandardHelpOptions = true)
  void show(@Parameters(paramLabel = "NAME", description = "The account.") String name) {
    with(
        accounts -> {
          Account account = accounts.named(name);
          out().println("name=" + account.name());
          out().println("id=" + account.id());
          print(accounts.settings(name));
        });
  }

  @Command(
      name = "set",
      description = "Change settings and print them all; running servers follow within 5 s.",
      mixinStandardHelpOptions = true)
  void set(
      @Parameters(index = "0", paramLabel = "NAME", description = "The account.") String name,
      @Parameters(
              index = "1",
              arity = "1..*",
              paramLabel = "KEY=VALUE",
              description = "What to change; 'account show' lists the keys.")
          Map<String, String> changes) {
    with(
        accounts -> {
          accounts.set(name, changes);
          print(accounts.settings(name));
        });
  }

  private void print(Map<String, String> settings) {
    settings.forEach((key, value) -> out().println(key + "=" + value));
  }

  private void with(Consumer<Accounts> work) {
    database.use(
        transactions ->
            work.accept(new Accounts(transactions, new Catalogues(transactions), clock)));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
