package dev.usher.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.usher.http.RawConnection;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usher behind HAProxy, with the connections to it that HAProxy shares among its clients. */
class HaproxyTest {
  private static final String DEFAULTS = "# HAProxy's defaults";
  private static final String ALWAYS = "http-reuse always";

  /** Every connection comes from there, so it is no trusted proxy. */
  private static final String CLIENT = "127.0.0.2";

  private static TestServer server;
  private static Path program;
  @TempDir private Path directory;
  private Haproxy haproxy;

  @BeforeAll
  static void startServer() {
    Optional<Path> installed = Haproxy.program();
    assumeTrue(installed.isPresent(), Haproxy.TO_INSTALL);
    program = installed.get();
    server = TestServer.behind("127.0.0.1/32");
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stopProxy() throws IOException {
    if (haproxy != null) {
      haproxy.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DEFAULTS, ALWAYS})
  void noRequestOfAStrangerRunsWithAnothersToken(String reuse) throws Exception {
    start(reuse);
    TestAccount account = server.account();
    String id = account.client().createUser("ada@example.com").id();
    String hidden = "DELETE /scim/v2/Users/" + id + " HTTP/1.1\r\nHost: x\r\nX: ";
    for (Map.Entry<String, String> shape : SmugglingShapes.hiding(hidden).entrySet()) {
      try (RawConnection stranger = connect();
          RawConnection client = connect()) {
        read(client, account, id, shape.getKey());
        stranger.send(shape.getValue());
        for (int i = 0; i < 3; i++) {
          read(client, account, id, shape.getKey());
          try (RawConnection another = connect()) {
            read(another, account, id, shape.getKey());
          }
        }
      }
    }
    assertThat(account.client().get("/Users/" + id).status()).isEqualTo(200);
    assertThat(
            account.number(
                "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND action LIKE '%deleted'"))
        .isZero();
  }

  @Test
  void eachClientGetsItsOwnAnswersWhateverAnotherSends() throws Exception {
    start(ALWAYS);
    TestAccount attacker = server.account();
    TestAccount victim = server.account();
    String own = attacker.client().createUser("mallory@example.com").id();
    String id = victim.client().createUser("ada@example.com").id();
    String hidden =
        "GET /scim/v2/Users/" + own + " HTTP/1.1\r\nHost: x\r\n" + token(attacker) + "\r\n\r\n";
    for (Map.Entry<String, String> shape : SmugglingShapes.hiding(hidden).entrySet()) {
      try (RawConnection stranger = connect();
          RawConnection client = connect()) {
        stranger.send(shape.getValue());
        read(client, victim, id, shape.getKey());
        read(client, victim, id, shape.getKey());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DEFAULTS, ALWAYS})
  void theAuditTrailHasTheClientsAddressAndNotWhatTheClientSays(String reuse) throws Exception {
    start(reuse);
    TestAccount account = server.account();
    String body =
        "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"userName\": \"u%d\"}";
    String[] said = {"X: y", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 127.0.0.1, 127.0.0.1"};
    for (int i = 0; i < said.length; i++) {
      String user = body.formatted(i);
      try (RawConnection client = connect()) {
        client
            .head(
                "POST /scim/v2/Users HTTP/1.1",
                "Host: x",
                said[i],
                token(account),
                "Content-Type: application/scim+json",
                "Content-Length: " + user.length())
            .send(user);
        assertThat(client.answer().status()).isEqualTo(201);
      }
    }
    String created =
        "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND action = 'user.created'";
    assertThat(account.number(created)).isEqualTo(said.length);
    assertThat(account.number(created + " AND source_address = '" + CLIENT + "'"))
        .isEqualTo(said.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {DEFAULTS, ALWAYS})
  void aFewConnectionsServeManyRequests(String reuse) throws Exception {
    start(reuse);
    TestAccount account = server.account();
    String id = account.client().createUser("ada@example.com").id();
    int before = haproxy.connectionsToServer();
    try (RawConnection client = connect()) {
      for (int i = 0; i < 200; i++) {
        read(client, account, id, "request " + i);
      }
    }
    assertThat(haproxy.connectionsToServer() - before).isBetween(1, 5);
  }

  @Test
  void whatJavasClientSendsWorksToo() throws Exception {
    start(DEFAULTS);
    TestAccount account = server.account();
    ScimClient client =
        new ScimClient(
            URI.create("http://127.0.0.1:" + haproxy.port() + "/scim/v2"), account.token());
    String id = client.createUser("ada@example.com").id();
    assertThat(client.delete("/Users/" + id).status()).isEqualTo(204);
    assertThat(client.get("/Users/" + id).status()).isEqualTo(404);
  }

  private void start(String option) throws IOException {
    haproxy =
        Haproxy.start(
            program,
            Files.createDirectories(directory.resolve("h")),
            server.root().getPort(),
            option);
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(haproxy.port(), CLIENT);
  }

  private static String token(TestAccount account) {
    return "Authorization: Bearer " + account.token();
  }

  private static void read(RawConnection client, TestAccount account, String id, String after)
      throws IOException {
    RawConnection.Answer answer;
    try {
      answer =
          client.head("GET /scim/v2/Users/" + id + " HTTP/1.1", "Host: x", token(account)).answer();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer after: " + after, e);
    }
    assertThat(answer.status()).as(after).isEqualTo(200);
    assertThat(answer.body()).as(after).contains(id);
  }
}
