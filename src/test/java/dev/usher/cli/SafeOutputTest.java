package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Names that clients sent, on an operator's terminal. */
class SafeOutputTest {
  private static final String NAME = "ada\u001B[2J\u009B31m\u202Egnp\u2028x";

  private final TestAccount account = TestServer.shared().account();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "usher", mixinStandardHelpOptions = true)
  private static final class Root {}

  private int execute(String... arguments) {
    DatabaseSession database = work -> work.accept(new Operator().transactions());
    CommandLine commands =
        new CommandLine(new Root())
            .addSubcommand(
                new AuditCommand(database, () -> Duration.ofMinutes(1), Clock.systemUTC()))
            .addSubcommand(new OutboxCommand(database, Clock.systemUTC()))
            .setExecutionExceptionHandler(new OneLineErrors())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return SafeOutput.of(commands).execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json"})
  void theTrailShowsNoEscapeSequences(String format) {
    String displayName = ScimClient.quote("Ada\u202Egnp\tx\nforged");
    assertThat(
            account.client().createUser("ada\u2028x", "\"displayName\": " + displayName).status())
        .isEqualTo(201);

    assertThat(execute(("audit --account " + account.name() + " " + format).strip().split(" ")))
        .as(err::toString)
        .isZero();

    assertThat(out.toString()).contains("ada").contains("user.created");
    assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("forged"));
    assertThat(out.toString().replace("\n", "").replace("\t", "").chars().mapToObj(c -> (char) c))
        .noneMatch(c -> Character.isISOControl(c) || c == '\u202E' || c == '\u2028');
  }

  @Test
  void errorsShowNoEscapeSequencesEither() {
    assertThat(execute("outbox", "list", "--account", NAME)).isEqualTo(1);

    assertThat(err.toString()).contains("\\u001B[2J").contains("\\u202E").doesNotContain("\u001B");
  }

  @Test
  void linesAndColumnsStay() {
    assertThat(SafeOutput.columns("a\tb", "c\nd")).isEqualTo("a b\tc d");
    execute("--help");
    assertThat(out.toString().lines().count()).isGreaterThan(3);
  }
}
