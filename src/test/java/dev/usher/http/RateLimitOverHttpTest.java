package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitOverHttpTest {
  private final TestServer server = TestServer.shared();

  @Test
  void whoAsksTooOftenIsToldInScimsWordsWhenToGoOn() {
    Answer refused = last(server.account("callerRateLimit=1/5").client(), 20);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Content-Type")).isEqualTo("application/scim+json");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.text("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    assertThat(refused.text("/status")).isEqualTo("429");
    assertThat(refused.text("/detail")).contains("Retry-After");
  }

  @Test
  void whoWaitsAsLongAsItIsToldIsAnswered() throws InterruptedException {
    for (String[] limits :
        new String[][] {{"callerRateLimit=2/5"}, {"rateLimit=1/4", "callerRateLimit=20/2"}}) {
      ScimClient client = server.account(limits).client();
      Answer refused = last(client, 20);
      assertThat(refused.status()).isEqualTo(429);

      TimeUnit.SECONDS.sleep(Long.parseLong(refused.header("Retry-After")));

      assertThat(client.get("/ServiceProviderConfig").status()).isEqualTo(200);
    }
  }

  @Test
  void oneAccountDoesNotSlowAnother() {
    TestAccount busy = server.account("rateLimit=1/5");
    assertThat(last(busy.client(), 20).status()).isEqualTo(429);

    assertThat(server.account("rateLimit=1/5").client().get("/Users").status()).isEqualTo(200);
  }

  @Test
  void anotherTokenOfTheAccountHasALimitOfItsOwn() {
    TestAccount account = server.account("callerRateLimit=1/5");
    assertThat(last(account.client(), 20).status()).isEqualTo(429);

    ScimClient other = server.clientWith(account, EnumSet.of(Scope.SCIM));
    assertThat(other.get("/Users").status()).isEqualTo(200);
  }

  @Test
  void aRefusedWriteLeavesNothing() {
    TestAccount account = server.account("rateLimit=1/5");
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(account.client().createUser("user-" + i + "@example.org"));
    }

    long created = answers.stream().filter(answer -> answer.status() == 201).count();
    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 429);
    assertThat(created).isLessThan(20);
    assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(created);
  }

  @Test
  void theTimeThatARequestTakesIsChargedToItsCaller() throws Exception {
    TestAccount account = server.account("activation=direct", "callerRateLimit=1/30");
    String user = "/Users/" + account.client().createUser("ada").id();
    long start = System.nanoTime();
    try (Connection locking = TestDatabase.connect()) {
      locking.setAutoCommit(false);
      try (PreparedStatement lock =
          locking.prepareStatement("SELECT id FROM user WHERE account_id = ? FOR UPDATE")) {
        lock.setObject(1, account.id());
        lock.executeQuery();
      }
      CompletableFuture<Answer> waiting =
          CompletableFuture.supplyAsync(() -> account.client().delete(user));
      Thread.sleep(1_500);
      locking.commit();
      assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(204);
    }
    int passed = 0;
    while (account.client().get("/ServiceProviderConfig").status() == 200) {
      passed++;
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertThat(passed).isLessThan(20 + (int) seconds);
  }

  private static Answer last(ScimClient client, int requests) {
    Answer answer = client.get("/ServiceProviderConfig");
    for (int i = 1; i < requests; i++) {
      answer = client.get("/ServiceProviderConfig");
    }
    return answer;
  }
}
