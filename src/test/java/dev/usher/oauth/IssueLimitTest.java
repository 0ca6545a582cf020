package dev.usher.oauth;

import static dev.usher.testing.TokenEndpoint.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailureLimit;
import dev.usher.directory.authentication.IssueLimit;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How often a client gets an access token. */
class IssueLimitTest {
  private static final int BURST = 4;
  private static final TestServer SERVER =
      TestServer.anotherWith(
          new CallerLimits(new FailureLimit(1_000, 1_000), 100, new IssueLimit(20, BURST)));

  private final Operator operator = new Operator();
  private final TestAccount account = SERVER.account();
  private final TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void aClientThatAsksTooOftenWaitsAsLongAsItIsToldAndOthersGoOn() throws InterruptedException {
    IssuedSecret busy = client("busy");
    List<Answer> answers =
        Stream.generate(() -> issue(busy, "")).limit(3 * BURST).toList(); // well within 3 s

    Answer refused = answers.get(answers.size() - 1);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Content-Type")).isEqualTo("application/json");
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    assertThat(refused.text("/error")).isEqualTo("temporarily_unavailable");
    assertThat(refused.text("/error_description")).contains("too often").contains("Retry-After");
    long issued = answers.stream().filter(answer -> answer.status() == 200).count();
    assertThat(issued).isBetween((long) BURST, 2L * BURST);
    assertThat(rows("access_token")).isEqualTo(issued);
    assertThat(rows("audit_event WHERE action = 'accessToken.issued' AND")).isEqualTo(issued);
    assertThat(issue(client("calm"), "").status()).isEqualTo(200);

    TimeUnit.SECONDS.sleep(Long.parseLong(refused.header("Retry-After")));

    assertThat(issue(busy, "").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotIssuedDoesNotCount() {
    IssuedSecret client = client("okta");
    for (int i = 0; i < 2 * BURST; i++) {
      assertThat(issue(client, "x").status()).isEqualTo(401);
      assertThat(request(client, "", "&scope=audit").status()).isEqualTo(400);
    }

    assertThat(Stream.generate(() -> issue(client, "")).limit(BURST))
        .allMatch(answer -> answer.status() == 200);
  }

  private IssuedSecret client(String name) {
    return new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC())
        .create(account.name(), name, Set.of(), Duration.ofHours(1), true);
  }

  private Answer issue(IssuedSecret client, String wrong) {
    return request(client, wrong, "");
  }

  private Answer request(IssuedSecret client, String wrong, String parameters) {
    return endpoint.post(
        "grant_type=client_credentials" + parameters,
        "Authorization",
        basic(client.clientId().toString(), client.secret().orElseThrow() + wrong));
  }

  private long rows(String from) {
    return account.number(
        "SELECT COUNT(*) FROM "
            + from
            + (from.endsWith("AND") ? "" : " WHERE")
            + " account_id = ?");
  }
}
