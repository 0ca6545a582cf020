package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.http.admission.Admission;
import dev.usher.http.admission.Deadlines;
import dev.usher.testing.TestAdmission;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send, or read, as slowly as they can. There are far more than workers. */
@Timeout(120)
class SlowClientsTest {
  private static final int CLIENTS = 40;
  private static final String HOST = "Host: x";
  private static final String TOKEN = "Authorization: writer";
  private static final Admission.Usage NOTHING = new Admission.Usage(0, 0, 0);

  /** So long a request of others may take on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<RawConnection> connections = new ArrayList<>();
  private final ScheduledExecutorService trickle = Executors.newScheduledThreadPool(1);

  @AfterEach
  void close() throws IOException {
    trickle.shutdownNow();
    for (RawConnection each : connections) {
      each.close();
    }
  }

  private static Deadlines deadlines(Duration each) {
    return new Deadlines(each, each, each, each, each, each);
  }

  private static RunningServer server(Duration deadline) {
    return new RunningServer(
        TestAdmission.with(2_000, 2_000, 256L << 20, 2L << 30, deadlines(deadline)),
        new TestResource(),
        new LargeResource());
  }

  /** Opens connections that begin in these ways, and then send a byte now and then. */
  private void trickle(RunningServer server, String... beginnings) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      RawConnection connection = server.connect();
      connections.add(connection);
      connection.send(beginnings[i % beginnings.length]);
    }
    trickle.scheduleWithFixedDelay(this::oneByteEach, 100, 200, TimeUnit.MILLISECONDS);
  }

  private void oneByteEach() {
    for (RawConnection each : connections) {
      try {
        each.send("x");
      } catch (IOException closed) {
        // as it should be after the deadline
      }
    }
  }

  private static void assertOthersAreServed(RunningServer server) throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(server.send(server.request("/scim/v2/Things/1").timeout(SOON)).statusCode())
          .isEqualTo(200);
      assertThat(server.send(server.request("/health/ready").timeout(SOON)).statusCode())
          .isEqualTo(200);
      assertThat(
              server
                  .send(
                      server
                          .request("/scim/v2/Things")
                          .timeout(SOON)
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString("{\"a\": 1}")))
                  .statusCode())
          .isEqualTo(201);
    }
  }

  private static void assertNothingIsHeld(RunningServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.usage()).isEqualTo(NOTHING));
  }

  private static String head(String line, String... fields) {
    return line + " HTTP/1.1\r\n" + HOST + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  @Test
  void unfinishedBodiesKeepNobodyWaiting() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(60))) {
      trickle(
          server,
          head("POST /oauth/token", "Content-Length: 1000") + "grant",
          head("POST /scim/v2/Things", TOKEN, "Content-Length: 1000") + "{",
          head("POST /scim/v2/Things", TOKEN, "Transfer-Encoding: chunked") + "3e8\r\n{",
          head("GET /scim/v2/Things", TOKEN, "Content-Length: 1000"));
      assertOthersAreServed(server);
      close();
      connections.clear();
    }
  }

  @Test
  void anUnfinishedBodyIsEndedByItsDeadlineHoweverOftenAByteComes() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(2))) {
      trickle(
          server,
          head("POST /scim/v2/Things", TOKEN, "Content-Length: 1000") + "{",
          head("POST /oauth/token", "Content-Length: 1000") + "grant");
      for (int i = 0; i < CLIENTS; i += 2) {
        connections.get(i).answer().assertError(408, null);
        RawConnection.Answer oauth = connections.get(i + 1).answer();
        assertThat(oauth.status()).isEqualTo(408);
        assertThat(oauth.body()).contains("\"error\":\"invalid_request\"");
        assertThat(oauth.headers()).containsEntry("connection", "close");
      }
      assertNothingIsHeld(server);
    }
  }

  @Test
  void anUnfinishedHeadIsEndedByItsDeadlineHoweverOftenAByteComes() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(2))) {
      trickle(server, "G", "GET /scim", head("GET /scim/v2/Things", TOKEN).strip() + "\r\nX-Y: ");
      assertOthersAreServed(server);
      for (RawConnection each : connections) {
        each.answer().assertError(408, null);
      }
      assertNothingIsHeld(server);
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosed() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(1));
        RawConnection silent = server.connect();
        RawConnection kept = server.connect()) {
      assertThat(kept.send(head("GET /health/live")).answer().status()).isEqualTo(200);
      assertThat(isClosed(silent)).isTrue();
      assertThat(isClosed(kept)).isTrue();
      assertNothingIsHeld(server);
    }
  }

  @Test
  void whoDoesNotReadOccupiesNoWorkerAndNoMemoryForLong() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(60))) {
      dontRead(server);
      assertOthersAreServed(server);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(server.usage().spool()).isGreaterThan(100L << 20));
      assertThat(server.usage().memory()).isLessThan(64L << 20);
      assertOthersAreServed(server);
      close();
      connections.clear();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.usage().memory() == 0 && server.usage().spool() == 0);
    }
  }

  @Test
  void whoTakesNothingOfAnAnswerIsCutOff() throws Exception {
    try (RunningServer server = server(Duration.ofSeconds(2))) {
      dontRead(server);
      assertNothingIsHeld(server);
    }
  }

  /** Asks for more than the buffers of the system take. */
  private void dontRead(RunningServer server) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      RawConnection connection = server.connect();
      connections.add(connection);
      connection.send(head("GET /scim/v2/Large/16384", TOKEN));
    }
  }

  private static boolean isClosed(RawConnection connection) throws IOException {
    try {
      return connection.isClosedByServer();
    } catch (SocketException reset) {
      return true;
    }
  }
}
