package dev.usher.cli;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator changes acts on servers that run, within five seconds. */
class CommandsBesideTheServerTest {
  private static final String ONE =
      "organizations: [{id: OG-1, displayName: One, default: true}%s]\n"
          + "accountRoles: [{id: USER, displayName: User, default: true}]\n";

  @TempDir private Path directory;

  private final Operator operator = new Operator();
  private final String account = Operator.aName();
  private ScimClient client;

  @Command(name = "usher")
  private static final class Root {}

  @BeforeEach
  void anAccountThatTheServerKnows() throws IOException {
    run("account", "create", account, "--activation", "direct", "--catalog", file(""));
    client = token("first");
    assertThat(client.createUser("before").text("/" + USHER + "/status")).isEqualTo("Active");
  }

  @Test
  void settingsActOnTheRunningServer() {
    run("account", "set", account, "activation=invite", "strict=true");

    soon(
        () -> {
          Answer created = client.createUser("user-" + System.nanoTime());
          assertThat(created.text("/" + USHER + "/status")).isEqualTo("Pending");
        });
    soon(() -> assertThat(client.createUser("x", "\"colour\": 1").status()).isEqualTo(400));
  }

  @Test
  void aRevokedTokenIsRefusedAndANewOneTakenAtOnce() {
    ScimClient second = token("second");
    assertThat(second.get("/Users").status()).isEqualTo(200);

    run("token", "revoke", "--account", account, "first");

    soon(() -> assertThat(client.get("/Users").status()).isEqualTo(401));
    assertThat(second.get("/Users").status()).isEqualTo(200);
  }

  @Test
  void anAppliedCatalogueIsUsedAtOnceAndShownSoon() throws IOException {
    String member = "\"" + USHER + "\": {\"organization\": \"OG-2\"}";
    assertThat(client.createUser("early", member).status()).isEqualTo(400);

    run("catalog", "apply", "--account", account, file(", {id: OG-2, displayName: Two}"));

    assertThat(client.createUser("late", member).status()).isEqualTo(201);
    assertThat(client.get("/Organizations/OG-2").status()).isEqualTo(200);
    soon(() -> assertThat(client.get("/Schemas").body().toString()).contains("OG-2"));
  }

  @Test
  void anOrganizationThatWasDroppedTakesNobodyMore() throws IOException {
    run("catalog", "apply", "--account", account, file(", {id: OG-2, displayName: Two}"));
    String path = "/Users/" + client.createUser("ada").id();
    String move = "{\"op\": \"add\", \"path\": \"%s:organization\", \"value\": \"%s\"}";
    assertThat(client.patchOps(path, move.formatted(USHER, "OG-2")).status()).isEqualTo(200);
    assertThat(client.patchOps(path, move.formatted(USHER, "OG-1")).status()).isEqualTo(200);

    run("catalog", "apply", "--account", account, file(""));

    Answer refused = client.patchOps(path, move.formatted(USHER, "OG-2"));
    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    assertThat(client.createUser("b", "\"" + USHER + "\": {\"organization\": \"OG-2\"}").status())
        .isEqualTo(400);
  }

  private static void soon(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(assertion);
  }

  private ScimClient token(String name) {
    String secret = run("token", "create", "--account", account, "--name", name).strip();
    return new ScimClient(TestServer.shared().scim(), secret);
  }

  private String file(String moreOrganizations) throws IOException {
    return Files.writeString(directory.resolve("catalog.yaml"), ONE.formatted(moreOrganizations))
        .toString();
  }

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    DatabaseSession database = work -> work.accept(operator.transactions());
    Clock clock = Clock.systemUTC();
    int exit =
        new CommandLine(new Root())
            .addSubcommand(new AccountCommand(database, clock))
            .addSubcommand(new TokenCommand(database, clock))
            .addSubcommand(new CatalogCommand(database, clock))
            .setExecutionExceptionHandler(new OneLineErrors())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    assertThat(exit).as(err.toString()).isZero();
    return out.toString();
  }
}
