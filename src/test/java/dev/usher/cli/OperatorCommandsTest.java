package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Authenticator;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.testing.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OperatorCommandsTest {
  private static final String ONE =
      "organizations: [{id: OG-1, displayName: One, default: true}]\n";

  @TempDir private Path directory;

  private final Operator operator = new Operator();
  private final String account = Operator.aName();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "usher", mixinStandardHelpOptions = true)
  private static final class Root {}

  @Test
  void anAccountIsCreatedShownAndListed() {
    String id = ok("account", "create", account, "--activation", "direct").strip();

    assertThat(ok("account", "show", account))
        .isEqualTo(
            lines(
                "name=" + account,
                "id=" + id,
                "activation=direct",
                "strict=false",
                "unknownMembers=reject",
                "patchAnswers=body",
                "forbidAdministrativeRoles=false",
                "katalonAlias=none",
                "rateLimit=200/1000",
                "callerRateLimit=200/1000"));
    assertThat(ok("account", "list").lines()).contains(account + "\t" + id);
  }

  @Test
  void settingsAreChangedAndShown() {
    ok("account", "create", account);

    assertThat(ok("account", "set", account, "strict=true", "patchAnswers=none"))
        .isEqualTo(
            lines(
                "activation=invite",
                "strict=true",
                "unknownMembers=reject",
                "patchAnswers=none",
                "forbidAdministrativeRoles=false",
                "katalonAlias=none",
                "rateLimit=200/1000",
                "callerRateLimit=200/1000"));
  }

  @Test
  void anAccountMayBringItsCatalogue() throws IOException {
    ok("account", "create", account, "--catalog", file(ONE));

    assertThat(ok("catalog", "apply", "--account", account, file(ONE)))
        .isEqualTo(lines("no change"));
  }

  @Test
  void applyingPrintsTheDifference() throws IOException {
    ok("account", "create", account, "--catalog", file(ONE));
    String more = ONE + "licenses: [{id: KSE, displayName: Studio, seats: 3}]\n";

    assertThat(ok("catalog", "apply", "--account", account, file(more)))
        .isEqualTo(lines("+ license KSE displayName=\"Studio\"", "+ pool KSE seats=3"));
    assertThat(ok("catalog", "apply", "--account", account, file(ONE)))
        .isEqualTo(lines("- license KSE", "- pool KSE"));
  }

  @Test
  void creatingATokenPrintsTheTokenAloneAndItAuthenticates() {
    ok("account", "create", account);
    String token =
        ok(
            "token",
            "create",
            "--account",
            account,
            "--name",
            "okta",
            "--scope",
            "scim:read",
            "--scope",
            "invitations",
            "--expires",
            "90d");

    assertThat(token).matches("usher_\\S{43}\\R");
    Principal principal =
        new Authenticator(operator.transactions(), operator.accounts(), Clock.systemUTC())
            .authenticate(token.strip())
            .orElseThrow();
    assertThat(principal.account().name()).isEqualTo(account);
    assertThat(principal.actor().label()).isEqualTo("okta");
    assertThat(principal.scopes()).containsExactlyInAnyOrder(Scope.SCIM_READ, Scope.INVITATIONS);
  }

  @Test
  void tokensAreListedAndRevoked() {
    ok("account", "create", account);
    ok("token", "create", "--account", account, "--name", "okta");
    ok("token", "create", "--account", account, "--name", "entra");

    assertThat(ok("token", "revoke", "--account", account, "okta"))
        .isEqualTo(lines("revoked okta"));
    assertThat(ok("token", "list", "--account", account).lines())
        .satisfiesExactly(
            first -> assertThat(first).matches("okta\t\\S{36}\trevoked\tscim\t\\S+Z\t\\S+Z\tnever"),
            second ->
                assertThat(second).matches("entra\t\\S{36}\tactive\tscim\t\\S+Z\t\\S+Z\tnever"));
  }

  @Test
  void aTokenEndsInOneYearUnlessTheOperatorChoosesOtherwise() {
    ok("account", "create", account);
    ok("token", "create", "--account", account, "--name", "okta");
    ok("token", "create", "--account", account, "--name", "script", "--expires", "never");

    List<String[]> tokens =
        ok("token", "list", "--account", account).lines().map(line -> line.split("\t")).toList();

    OffsetDateTime created = OffsetDateTime.parse(tokens.get(0)[4]);
    assertThat(OffsetDateTime.parse(tokens.get(0)[5]))
        .isBetween(created.plusYears(1).minusMinutes(1), created.plusYears(1).plusMinutes(1));
    assertThat(tokens.get(1)[5]).isEqualTo("never");
  }

  @Test
  void whatCannotBeDoneIsOneLineOnStderrAndExitCodeOne() throws IOException {
    ok("account", "create", account);

    assertThat(failure("account", "create", account.toUpperCase(Locale.ROOT)))
        .contains("there is an account named");
    assertThat(failure("account", "show", "nobody")).contains("there is no account named 'nobody'");
    assertThat(failure("account", "set", account, "colour=red"))
        .contains("settings are activation");
    assertThat(failure("account", "set", account, "rateLimit=fast"))
        .contains("rateLimit cannot be 'fast': it is off or requests a second");
    assertThat(failure("account", "create", "x-" + account, "--activation", "later"))
        .contains("activation cannot be 'later': it is invite or direct");
    assertThat(failure("account", "create", "x-" + account, "--catalog", "/missing.yaml"))
        .contains("there is no file /missing.yaml");
    assertThat(failure("token", "create", "--account", account, "--name", "t", "--scope", "all"))
        .contains("there is no scope 'all'; scopes are scim:read, scim, invitations, admin");
    assertThat(
            failure(
                "token", "create", "--account", account, "--name", "t", "--expires", "2020-01-01"))
        .contains("which is past");
    assertThat(failure("token", "revoke", "--account", account, "t")).contains("has no token 't'");
    assertThat(failure("catalog", "apply", "--account", account, file(ONE + "people: []\n")))
        .contains("line 2: unknown key 'people'");
    Path latin =
        Files.write(directory.resolve("latin"), "# é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(failure("catalog", "apply", "--account", account, latin.toString()))
        .contains("is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account",
        "account create",
        "account set x",
        "account set x strict",
        "token create",
        "token revoke x",
        "catalog apply x",
        "account create x --unknown"
      })
  void wrongUsageIsExitCodeTwo(String line) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account",
        "account create",
        "account list",
        "account show",
        "account set",
        "token",
        "token create",
        "token list",
        "token revoke",
        "catalog",
        "catalog apply"
      })
  void everyCommandExplainsItself(String line) {
    assertThat(ok((line + " --help").split(" "))).startsWith("Usage: usher " + line);
  }

  private String ok(String... arguments) {
    assertThat(execute(arguments)).as(() -> err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  private String failure(String... arguments) {
    assertThat(execute(arguments)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString();
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    DatabaseSession database = work -> work.accept(operator.transactions());
    Clock clock = Clock.systemUTC();
    return new CommandLine(new Root())
        .addSubcommand(new AccountCommand(database, clock))
        .addSubcommand(new TokenCommand(database, clock))
        .addSubcommand(new CatalogCommand(database, clock))
        .setExecutionExceptionHandler(new OneLineErrors())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("catalog.yaml"), yaml).toString();
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
