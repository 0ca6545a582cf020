package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {

  /** Answers when it is told to. */
  @Path(ScimMedia.BASE + "/Slow")
  public static final class Slow {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @GET
    public String get() throws InterruptedException {
      entered.countDown();
      return released.await(8, TimeUnit.SECONDS) ? "{}" : "late";
    }
  }

  @Test
  void aRequestThatIsRunningWhileTheServerClosesIsAnswered() throws Exception {
    Slow slow = new Slow();
    RunningServer server = new RunningServer(slow);
    CompletableFuture<HttpResponse<String>> answer = server.getLater("/scim/v2/Slow");
    assertThat(slow.entered.await(8, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    slow.released.countDown();
    assertThat(answer.get(8, TimeUnit.SECONDS).body()).isEqualTo("{}");
    closed.get(12, TimeUnit.SECONDS);
    assertThat(server.getLater("/health/live"))
        .failsWithin(8, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(ConnectException.class);
  }
}
