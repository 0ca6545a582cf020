package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.TestAdmission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many requests are worked on at once. */
class WorkersTest {
  private static final int WORKERS = 4;

  /** A caller alone may have all workers but two. */
  private static final int AT_ONCE = 2;

  private static final int REQUESTS = 6;

  private final CountDownLatch full = new CountDownLatch(AT_ONCE);
  private final CountDownLatch open = new CountDownLatch(1);

  @Test
  void requestsBeyondTheWorkersWaitAndAreAllAnswered() throws Exception {
    Gate gate = new Gate(full, open);
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            RunningServer.PUBLIC_URL,
            Optional.of(0),
            WORKERS,
            new BodyLimits(1_000, 1_000, 1_000),
            List.of(),
            TestAdmission.settings());
    try (HttpService service =
        new HttpService(settings, List.of(gate), (token, origin) -> Optional.empty(), () -> true)) {
      service.start();
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + "/gate/" + i);
        answers.add(
            client.sendAsync(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
      }
      assertThat(full.await(10, TimeUnit.SECONDS)).as("two requests came in").isTrue();
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      assertHealthIsAnsweredMeanwhile(client, service.healthPort().orElseThrow());
      open.countDown();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(answers.get(i).get(10, TimeUnit.SECONDS).body()).isEqualTo("passed " + i);
      }
    }
    assertThat(gate.most).hasValue(AT_ONCE);
  }

  private static void assertHealthIsAnsweredMeanwhile(HttpClient client, int port)
      throws Exception {
    assertThat(status(client, port, "/health/live")).isEqualTo(200);
    assertThat(status(client, port, "/health/ready")).isEqualTo(200);
    for (String elsewhere : List.of("/gate/1", "/health", "/healthy", "/scim/v2/Users")) {
      assertThat(status(client, port, elsewhere)).as(elsewhere).isEqualTo(404);
    }
  }

  private static int status(HttpClient client, int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Lets nobody through before it is opened. */
  @Path("/gate/{number}")
  public static final class Gate {
    private final CountDownLatch full;
    private final CountDownLatch open;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Gate(CountDownLatch full, CountDownLatch open) {
      this.full = full;
      this.open = open;
    }

    @GET
    public String pass(@PathParam("number") int number) throws InterruptedException {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      full.countDown();
      assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
      inside.decrementAndGet();
      return "passed " + number;
    }
  }
}
