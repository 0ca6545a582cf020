package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.oauth.ClientSecrets;
import dev.usher.directory.oauth.Federation;
import dev.usher.directory.oauth.Federations;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClient;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.store.Transactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on OAuth clients. */
@Command(
    name = "client",
    description = "Create, list and delete the OAuth clients of an account.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class OauthClientCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  public OauthClientCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "create",
      description =
          "Create a client; print its client_id and client_secret, which are not shown again.",
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
              description = "What the audit trail calls it; unique in the account.")
          String name,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              description =
                  "What its tokens may do: scim:read, scim, invitations, admin. Repeat to add up;"
                      + " scim when left out.")
          List<String> scopes,
      @Option(
              names = "--token-lifetime",
              paramLabel = "TIME",
              defaultValue = "1h",
              description = "How long its access tokens live: 1h (the default) to 6h.")
          String lifetime,
      @Option(
              names = "--without-secret",
              description = "No secret: it will authenticate with assertions, see federate.")
          boolean withoutSecret) {
    with(
        (transactions, accounts) -> {
          Instant now = clock.instant();
          Duration tokens = Duration.between(now, Expiry.parse(lifetime, now));
          print(
              new OauthClients(transactions, accounts, clock)
                  .create(account, name, Scopes.of(scopes), tokens, !withoutSecret));
        });
  }

  @Command(
      name = "add-secret",
      description =
          "Give a client a second secret and print it, so that the first can be replaced without an"
              + " interruption.",
      mixinStandardHelpOptions = true)
  void addSecret(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "CLIENT", description = "The client's name or id.") String client) {
    with(
        (transactions, accounts) -> print(new ClientSecrets(accounts, clock).add(account, client)));
  }

  @Command(
      name = "drop-secret",
      description =
          "Drop a secret and the access tokens got with it, on running servers within 5 s.",
      mixinStandardHelpOptions = true)
  void dropSecret(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's name or id.")
          String client,
      @Parameters(index = "1", paramLabel = "1|2", description = "Which, as list shows it.")
          int slot) {
    with(
        (transactions, accounts) -> {
          new ClientSecrets(accounts, clock).drop(account, client, slot);
          out().println("dropped secret " + slot);
        });
  }

  /** Where keys are: one of the two. */
  static final class Keys {
    @Option(
        names = "--jwks",
        required = true,
        paramLabel = "URL",
        description = "Where the issuer's keys are.")
    private String url;

    @Option(
        names = "--jwks-file",
        required = true,
        paramLabel = "FILE",
        description = "The public keys themselves, as a JWK Set.")
    private Path file;

    KeySource source() {
      if (url != null) {
        return KeySource.at(url);
      }
      try {
        return KeySource.of(file.toString(), Files.readString(file));
      } catch (IOException e) {
        throw new Refusal("cannot read " + file + ": " + e, e);
      }
    }
  }

  @Command(
      name = "federate",
      description = {
        "Let a client authenticate with assertions (private_key_jwt), and print the federation's id.",
        "With --issuer and --subject those of a platform's workload, as Entra ID's workload identity"
            + " federation shows them; without both the client's own, signed with its own key."
      },
      mixinStandardHelpOptions = true)
  void federate(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "CLIENT", description = "The client's name or id.") String client,
      @Option(names = "--issuer", paramLabel = "ISS", description = "Whose assertions they are.")
          String issuer,
      @Option(names = "--subject", paramLabel = "SUB", description = "Whom they are about.")
          String subject,
      @Option(
              names = "--audience",
              paramLabel = "AUD",
              description =
                  "Whom they are for; the address of this server or of its token endpoint when left"
                      + " out.")
          String audience,
      @ArgGroup(exclusive = true, multiplicity = "1") Keys keys) {
    with(
        (transactions, accounts) ->
            out()
                .println(
                    new Federations(accounts, clock)
                        .add(
                            account,
                            client,
                            Optional.ofNullable(issuer),
                            Optional.ofNullable(subject),
                            Optional.ofNullable(audience),
                            keys.source())));
  }

  @Command(
      name = "unfederate",
      description =
          "Take a federation from a client, and the access tokens got by it, on running servers"
              + " within 5 s.",
      mixinStandardHelpOptions = true)
  void unfederate(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's name or id.")
          String client,
      @Parameters(index = "1", paramLabel = "ID", description = "Which, as list shows it.")
          UUID federation) {
    with(
        (transactions, accounts) -> {
          new Federations(accounts, clock).remove(account, client, federation);
          out().println("removed federation " + federation);
        });
  }

  @Command(
      name = "list",
      description =
          "List the clients of an account, oldest first: client, name, client_id, scopes, lifetime of"
              + " tokens, last use (to the minute); below each its secrets (secret, slot, creation) and federations"
              + " (federation, id, issuer, subject, audience), separated by tabs.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account) {
    with(
        (transactions, accounts) ->
            new OauthClients(transactions, accounts, clock).list(account).forEach(this::print));
  }

  @Command(
      name = "delete",
      description = "Delete a client and its access tokens, on running servers within 5 s.",
      mixinStandardHelpOptions = true)
  void delete(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(paramLabel = "CLIENT", description = "The client's name or id.") String client) {
    with(
        (transactions, accounts) ->
            out()
                .println(
                    "deleted "
                        + new OauthClients(transactions, accounts, clock).delete(account, client)));
  }

  private void print(IssuedSecret issued) {
    out().println("client_id=" + issued.clientId());
    issued.secret().ifPresent(secret -> out().println("client_secret=" + secret));
  }

  private void print(OauthClient client) {
    line(
        "client",
        client.name(),
        client.id().toString(),
        Scope.text(client.scopes()),
        client.tokenLifetime().toString(),
        client.lastUsedAt().map(Instant::toString).orElse("never"));
    for (OauthClient.Secret secret : client.secrets()) {
      line("secret", Integer.toString(secret.slot()), secret.createdAt().toString());
    }
    for (Federation federation : client.federations()) {
      line(
          "federation",
          federation.id().toString(),
          federation.issuer(),
          federation.subject(),
          federation.audience().orElse("-"));
    }
  }

  private void line(String... fields) {
    out().println(SafeOutput.columns(fields));
  }

  /** What a command does with the database. */
  private interface Work {
    void on(Transactions transactions, Accounts accounts);
  }

  private void with(Work work) {
    Consumer<Transactions> session =
        transactions ->
            work.on(transactions, new Accounts(transactions, new Catalogues(transactions), clock));
    database.use(session);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
