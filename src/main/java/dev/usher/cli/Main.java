package dev.usher.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code usher}. */
@Command(
    name = "usher",
    description = "A SCIM 2.0 service provider for a workspace account.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** The directory that holds {@code config/}; the scripts set it. */
  private static final String HOME = "usher.home";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The settings, instead of USHER_CONFIG or config/usher.yaml.")
  private Path config;

  private Main() {}

  /** Runs a command and exits with 0, with 1 when it failed, with 2 when it cannot be meant. */
  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    Main main = new Main();
    Supplier<Settings> settings = main::settings;
    DatabaseSession database = new CommandDatabase(settings);
    Clock clock = Clock.systemUTC();
    CommandLine commands =
        new CommandLine(main)
            .addSubcommand(new ServeCommand(settings))
            .addSubcommand(new MigrateCommand(settings))
            .addSubcommand(new AccountCommand(database, clock))
            .addSubcommand(new TokenCommand(database, clock))
            .addSubcommand(new CatalogCommand(database, clock))
            .addSubcommand(OauthCommand.of(database, clock))
            .addSubcommand(new OidcCommand(database, clock))
            .addSubcommand(
                new AuditCommand(database, () -> settings.get().http().timeouts().writes(), clock))
            .addSubcommand(new OutboxCommand(database, clock))
            .addSubcommand(new BenchCommand(settings, clock))
            .addSubcommand(new ConformanceCommand(System.getenv()))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new RehearseCommand())
            .setExecutionExceptionHandler(new OneLineErrors());
    return SafeOutput.of(commands);
  }

  private Settings settings() {
    Path home = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
    return new SettingsLoader(home, System.getenv()).load(Optional.ofNullable(config));
  }
}
