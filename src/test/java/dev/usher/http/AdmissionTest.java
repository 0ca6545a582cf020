package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.http.admission.Admission;
import dev.usher.http.admission.AdmissionSettings;
import dev.usher.http.admission.Deadlines;
import dev.usher.testing.TestAdmission;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all requests together may take, and that it is given back. */
@Timeout(120)
class AdmissionTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final String HOST = "Host: x";
  private static final String TOKEN = "Authorization: writer";
  private static final BodyLimits BODIES = new BodyLimits(MEBIBYTE, 16 << 20, 10 << 20);
  private static final Admission.Usage NOTHING = new Admission.Usage(0, 0, 0);
  private static final long SEED = 13;

  private static RunningServer server(AdmissionSettings admission) {
    return new RunningServer(admission, BODIES, List.of(), new TestResource(), new LargeResource());
  }

  private static RunningServer withMemory(long memory) {
    return server(TestAdmission.with(2_000, 2_000, memory, 64L << 20, Deadlines.DEFAULT));
  }

  private static void assertNothingIsHeld(RunningServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.usage()).isEqualTo(NOTHING));
  }

  private static void assertUnavailable(RawConnection.Answer answer) throws Exception {
    answer.assertError(503, null);
    assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 60);
  }

  private static String post(String path, int length, String... fields) {
    return "POST %s HTTP/1.1\r\n%s\r\n%s\r\nContent-Type: application/json\r\n%s"
            .formatted(path, HOST, TOKEN, String.join("", fields))
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void bodiesBeyondTheMemoryAreRefusedAndSmallOnesStillTaken() throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    String most = " ".repeat(15 * MEBIBYTE - 2);
    try (RunningServer server = withMemory(200L << 20)) {
      int refused = 0;
      for (int i = 0; i < 9; i++) {
        RawConnection client = server.connect();
        clients.add(client.send(post("/scim/v2/Groups", 15 << 20) + "{"));
        boolean open = sent(client, most);
        if (!open || i >= 6) { // half of the memory is for what has not come completely
          assertUnavailable(client.answer());
          refused++;
        }
      }
      assertThat(refused).isEqualTo(3);
      assertThat(server.usage().memory()).isBetween(60L << 20, 100L << 20);
      HttpResponse<String> small =
          server.send(
              server
                  .request("/scim/v2/Things")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"a\": \"" + "x".repeat(50_000) + "\"}")));
      assertThat(small.statusCode()).isEqualTo(201);
      close(clients);
      await().until(() -> server.usage().memory() == 0);
    }
  }

  /** Has bodies of so many bytes come in all but their last byte. */
  private static List<RawConnection> hold(RunningServer server, int count, int bytes)
      throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(server.connect().send(post("/scim/v2/Groups", bytes) + " ".repeat(bytes - 1)));
    }
    await().until(() -> server.usage().memory() >= (long) count * (bytes - 1));
    return clients;
  }

  private static void close(List<RawConnection> clients) throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
  }

  private static boolean sent(RawConnection client, String text) {
    try {
      client.send(text);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void aTreeThatDoesNotFitIsRefusedWithoutItsResource() throws Exception {
    String body = "{" + " ".repeat(11 * MEBIBYTE / 2) + "}";
    try (RunningServer server = withMemory(64L << 20)) {
      List<RawConnection> others = hold(server, 2, 6 * MEBIBYTE);
      try (RawConnection client = server.connect()) {
        assertUnavailable(client.send(post("/scim/v2/Groups", body.length()) + body).answer());
      }
      close(others);
      await().until(() -> server.usage().memory() == 0);
      try (RawConnection client = server.connect()) {
        assertThat(client.send(post("/scim/v2/Groups", body.length()) + body).answer().status())
            .isEqualTo(201);
      }
    }
  }

  @Test
  void aBodyThatNeverFitsIsTooLarge() throws Exception {
    try (RunningServer server = withMemory(16L << 20);
        RawConnection client = server.connect()) {
      client.send(post("/scim/v2/Groups", 4 * MEBIBYTE)).answer().assertError(413, null);
    }
  }

  @Test
  void noBodyIsAskedForWhileThereIsNoRoomForIt() throws Exception {
    String expecting = post("/scim/v2/Groups", 6 * MEBIBYTE, "Expect: 100-continue\r\n");
    try (RunningServer server = withMemory(64L << 20)) {
      List<RawConnection> others = hold(server, 5, 6 * MEBIBYTE);
      try (RawConnection client = server.connect()) {
        assertUnavailable(client.send(expecting).answer());
      }
      close(others);
      await().until(() -> server.usage().memory() == 0);
      try (RawConnection client = server.connect()) {
        assertThat(client.send(expecting).headAnswer().status()).isEqualTo(100);
      }
    }
  }

  @Test
  void anAnswerBeyondTheDiskSpaceIsRefused() throws Exception {
    try (RunningServer server = withMemory(64L << 20)) {
      HttpResponse<String> answer = server.get("/scim/v2/Large/" + (20 << 10));
      RunningServer.assertError(answer, 503, null);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(server.usage().spool()).isZero();
      assertThat(server.get("/scim/v2/Large/" + (10 << 10)).body()).hasSize(10 * MEBIBYTE);
      await().until(() -> server.usage().spool() == 0 && server.usage().memory() == 0);
    }
  }

  @Test
  void announcedBodiesCostNothingBeforeTheyCome() throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    try (RunningServer server = withMemory(16L << 20)) {
      for (int i = 0; i < 100; i++) {
        RawConnection client = server.connect();
        clients.add(client.send(post("/scim/v2/Groups", MEBIBYTE)));
      }
      assertThat(server.get("/scim/v2/Things/1").statusCode()).isEqualTo(200);
      assertThat(server.usage().memory()).isLessThan(MEBIBYTE);
      for (RawConnection client : clients) {
        client.close();
      }
      await().until(() -> server.usage().memory() == 0);
    }
  }

  @Test
  void connectionsBeyondTheirNumberAreRefusedInAllAndForOneAddress() throws Exception {
    for (int[] limits : new int[][] {{3, 100}, {100, 3}}) {
      List<RawConnection> clients = new ArrayList<>();
      try (RunningServer server =
          server(
              TestAdmission.with(limits[0], limits[1], 16L << 20, 64L << 20, Deadlines.DEFAULT))) {
        for (int i = 0; i < 3; i++) {
          RawConnection client = server.connect();
          clients.add(client.head("GET /health/live HTTP/1.1", HOST));
          assertThat(client.answer().status()).isEqualTo(200);
        }
        try (RawConnection more = server.connect()) {
          assertUnavailable(more.answer());
          assertThat(more.isClosedByServer()).isTrue();
        }
        for (RawConnection client : clients) {
          client.close();
        }
        assertNothingIsHeld(server);
        try (RawConnection again = server.connect()) {
          assertThat(again.head("GET /health/live HTTP/1.1", HOST).answer().status())
              .isEqualTo(200);
        }
      }
    }
  }

  @Test
  void requestsInOnePieceAreAnsweredInTheirOrder() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      String body = "{\"a\":" + i + "}";
      requests.append("GET /scim/v2/Things/" + i + " HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n\r\n");
      requests.append(post("/scim/v2/Things", body.length())).append(body);
      requests.append("GET /scim/v2/Things;x HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n\r\n");
    }
    try (RunningServer server = withMemory(16L << 20);
        RawConnection client = server.connect()) {
      client.send(requests.toString());
      for (int i = 0; i < 50; i++) {
        assertThat(client.answer().body()).isEqualTo("{\"id\":\"" + i + "\"}");
        assertThat(client.answer().body()).isEqualTo("{\"a\":" + i + "}");
        client.answer().assertError(404, null);
      }
      await().until(() -> server.usage().memory() == 0);
    }
  }

  @Test
  void thousandsOfRefusedRequestsInOnePieceAreAnswered() throws Exception {
    int count = 3_000;
    try (RunningServer server = withMemory(16L << 20);
        RawConnection client = server.connect()) {
      CompletableFuture<RawConnection> sent =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return client.send("GET /x;y HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < count; i++) {
        assertThat(client.answer().status()).isEqualTo(404);
      }
      sent.get(10, TimeUnit.SECONDS);
      await().until(() -> server.usage().memory() == 0);
    }
  }

  @Test
  void clientsThatBreakOffAnywhereLeaveNothingBehind() throws Exception {
    Random random = new Random(SEED);
    try (RunningServer server = withMemory(32L << 20)) {
      for (int i = 0; i < 400; i++) {
        RawConnection client = server.connect();
        String request = anyRequest(random);
        int sent = random.nextInt(request.length()) + 1;
        for (int from = 0; from < sent; from += 200_000) {
          if (!sent(client, request.substring(from, Math.min(sent, from + 200_000)))) {
            break;
          }
        }
        if (random.nextInt(4) == 0) {
          Thread.sleep(random.nextInt(20));
        }
        if (random.nextBoolean()) {
          client.reset();
        } else {
          client.close();
        }
      }
      assertNothingIsHeld(server);
      assertThat(server.get("/scim/v2/Things/1").statusCode()).isEqualTo(200);
    }
  }

  private static String anyRequest(Random random) {
    String body = "{\"a\": \"" + "x".repeat(random.nextInt(MEBIBYTE)) + "\"}";
    return switch (random.nextInt(5)) {
      case 0 -> "GET /scim/v2/Large/4096 HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n\r\n";
      case 1 -> post("/scim/v2/Things", body.length()) + body;
      case 2 ->
          "POST /scim/v2/Groups HTTP/1.1\r\nHost: x\r\n"
              + TOKEN
              + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(body.length())
              + "\r\n"
              + body
              + "\r\n0\r\n\r\n";
      case 3 -> "GET /scim/v2/Things/1 HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n\r\n".repeat(3);
      default -> "POST /scim/v2/Things HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n" + body;
    };
  }
}
