package dev.usher.cli;

import dev.usher.directory.account.Accounts;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.person.OpenIdProvider;
import dev.usher.directory.person.OpenIdProviders;
import dev.usher.directory.person.ProviderMetadata;
import dev.usher.directory.person.SignInBindings;
import dev.usher.directory.person.TokenRules;
import dev.usher.store.Transactions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on OpenID providers. */
@Command(
    name = "oidc",
    description = "Say at which OpenID provider the people of an account sign in.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class OidcCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  public OidcCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "set",
      description = {
        "Set the provider of an account and print it; running servers follow within 5 s.",
        "Another issuer than before makes everybody be found by their e-mail again.",
        "What is left out of the options on tokens stays as it is."
      },
      mixinStandardHelpOptions = true)
  void set(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Option(
              names = "--issuer",
              required = true,
              paramLabel = "URL",
              description = "The iss of its tokens, exactly.")
          String issuer,
      @Option(
              names = "--audience",
              required = true,
              paramLabel = "AUD",
              description = "What has to be in the aud of its tokens; unique with the issuer.")
          String audience,
      @Option(
              names = "--jwks",
              paramLabel = "URL",
              description = "Where its keys are; looked up at the provider when left out.")
          String jwks,
      @Mixin TokenOptions tokens) {
    with(
        providers ->
            print(
                providers.set(
                    account,
                    issuer,
                    audience,
                    Optional.ofNullable(jwks),
                    before -> tokens.apply(before, clock.instant()))));
  }

  @Command(
      name = "show",
      description = "Show the provider of an account, as KEY=VALUE; nothing when it has none.",
      mixinStandardHelpOptions = true)
  void show(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account) {
    with(providers -> providers.find(account).ifPresent(this::print));
  }

  @Command(
      name = "remove",
      description = "Let nobody of an account sign in any more, on running servers within 5 s.",
      mixinStandardHelpOptions = true)
  void remove(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account) {
    with(
        providers -> {
          providers.remove(account);
          out().println("removed the provider of " + account);
        });
  }

  @Command(
      name = "bind",
      description = {
        "Say who a person is at the provider, so that no e-mail has to.",
        "Where forbidAdministrativeRoles is on, administrators sign in no other way."
      },
      mixinStandardHelpOptions = true)
  void bind(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "USERNAME", description = "The person's userName.") String userName,
      @Option(
              names = "--subject",
              required = true,
              paramLabel = "SUB",
              description = "The sub of the person's tokens, exactly.")
          String subject) {
    withBindings(
        bindings -> {
          bindings.bind(account, userName, subject);
          out().println("bound " + userName);
        });
  }

  @Command(
      name = "unbind",
      description =
          "Forget who a person is at the provider, so that the next sign-in finds them by e-mail.",
      mixinStandardHelpOptions = true)
  void unbind(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "USERNAME", description = "The person's userName.")
          String userName) {
    withBindings(
        bindings -> {
          bindings.unbind(account, userName);
          out().println("unbound " + userName);
        });
  }

  private void print(OpenIdProvider provider) {
    out().println("issuer=" + provider.issuer());
    out().println("audience=" + provider.audience());
    out().println("jwks=" + provider.jwks());
    TokenRules rules = provider.rules();
    out().println("max-token-life=" + rules.longestLife());
    out().println("token-type=" + rules.type().text());
    rules.administratorMaxAge().ifPresent(age -> out().println("admin-max-age=" + age));
    rules.administratorAcr().forEach(acr -> out().println("admin-acr=" + acr));
  }

  private void withBindings(Consumer<SignInBindings> work) {
    database.use(
        transactions ->
            work.accept(new SignInBindings(transactions, accounts(transactions), clock)));
    out().flush();
  }

  private Accounts accounts(Transactions transactions) {
    return new Accounts(transactions, new Catalogues(transactions), clock);
  }

  private void with(Consumer<OpenIdProviders> work) {
    database.use(
        transactions ->
            work.accept(
                new OpenIdProviders(
                    transactions,
                    accounts(transactions),
                    new ProviderMetadata(new SmallDownload()),
                    clock)));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
