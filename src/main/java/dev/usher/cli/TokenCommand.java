package dev.usher.cli;

import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Token;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.Catalogues;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on bearer tokens. */
@Command(
    name = "token",
    description = "Create, list and revoke the bearer tokens of an account.",
    mixinStandardHelpOptions = true)
public final class TokenCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  public TokenCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "create",
      description = "Create a token and print it, and nothing else. It cannot be shown again.",
      mixinStandardHelpOptions = true)
  void create(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account it gives access to.")
          String account,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "LABEL",
              description = "What the audit trail calls its bearer; never used twice.")
          String name,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              description =
                  "What it may do: scim:read, scim, invitations, admin. Repeat to add up;"
                      + " scim when left out.")
          List<String> scopes,
      @Option(
              names = "--expires",
              paramLabel = "WHEN",
              description =
                  "When it ends: after a time (90d, 12h, P90D) or at one (2027-01-31, its first"
                      + " moment in UTC; 2027-01-31T18:00:00Z), or never. In one year when left out.")
          String expires) {
    Set<Scope> granted = Scopes.of(scopes);
    Optional<Instant> expiry = Expiry.ofToken(expires, clock.instant());
    with(tokens -> out().println(tokens.create(account, name, granted, expiry).secret()));
  }

  @Command(
      name = "list",
      description =
          "List the tokens of an account, oldest first: name, id, status (active, expired,"
              + " revoked), scopes, creation, expiry and last use (to the minute), separated by"
              + " tabs.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account) {
    with(tokens -> tokens.list(account).forEach(token -> out().println(line(token))));
  }

  @Command(
      name = "revoke",
      description = "Revoke a token; running servers refuse it within 5 s.",
      mixinStandardHelpOptions = true)
  void revoke(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "TOKEN", description = "The token's name or id.") String token) {
    with(tokens -> out().println("revoked " + tokens.revoke(account, token).name()));
  }

  private String line(Token token) {
    return SafeOutput.columns(
        token.name(),
        token.id().toString(),
        status(token),
        Scope.text(token.scopes()),
        token.createdAt().toString(),
        token.expiresAt().map(Instant::toString).orElse("never"),
        token.lastUsedAt().map(Instant::toString).orElse("never"));
  }

  private String status(Token token) {
    if (token.revokedAt().isPresent()) {
      return "revoked";
    }
    return token.isValidAt(clock.instant()) ? "active" : "expired";
  }

  private void with(Consumer<Tokens> work) {
    database.use(
        transactions -> {
          Accounts accounts = new Accounts(transactions, new Catalogues(transactions), clock);
          work.accept(new Tokens(transactions, accounts, clock));
        });
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
