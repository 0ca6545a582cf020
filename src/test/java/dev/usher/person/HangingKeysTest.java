package dev.usher.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.sun.net.httpserver.HttpServer;
import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys' server of one account hangs: its people are told so, and nobody else notices. */
class HangingKeysTest {
  private static final int FORGED = 30;

  private final SignIn signIn = new SignIn();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final TestAccount other = TestServer.shared().account("activation=direct");
  private final String audience = "workspace-" + UUID.randomUUID();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger fetches = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer hanging;

  private record Timed(Answer answer, Duration took) {}

  @BeforeEach
  void start() throws Exception {
    hanging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hanging.setExecutor(threads);
    hanging.createContext(
        "/",
        exchange -> {
          fetches.incrementAndGet();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    hanging.start();
    signIn
        .providers()
        .set(
            account.name(),
            signIn.issuer().url(),
            audience,
            Optional.of("http://127.0.0.1:" + hanging.getAddress().getPort() + "/jwks"));
  }

  @AfterEach
  void stop() {
    over.countDown();
    hanging.stop(0);
    threads.shutdownNow();
    signIn.close();
  }

  @Test
  void forgedTokensOccupyTheServerForAMomentAtMost() throws Exception {
    other.client().createUser("ada@example.org");
    String forged;
    try (TestIssuer stranger = new TestIssuer()) {
      forged =
          TestIssuer.sign(
              stranger.key(), JOSEObjectType.JWT, signIn.claims("s", "a@example.org", audience));
    }
    Callable<Timed> forge = () -> timed(() -> SignIn.person(forged).get("/Me"));
    Callable<Timed> ask = () -> timed(() -> other.client().get("/Users?count=1"));
    List<Callable<Timed>> all = new ArrayList<>(Collections.nCopies(FORGED, forge));
    all.addAll(Collections.nCopies(5, ask));

    List<Timed> answers = Parallel.atOnce(all);

    assertThat(answers.subList(0, FORGED))
        .allSatisfy(
            each -> {
              assertThat(each.answer().status()).isEqualTo(503);
              assertThat(each.answer().header("Retry-After")).isNotBlank();
              assertThat(each.took()).isLessThan(Duration.ofSeconds(4));
            });
    assertThat(answers.subList(FORGED, answers.size()))
        .allSatisfy(
            each -> {
              assertThat(each.answer().status()).isEqualTo(200);
              assertThat(each.took()).isLessThan(Duration.ofSeconds(4));
            });
    assertThat(fetches).hasValue(1);
  }

  private static Timed timed(Callable<Answer> request) throws Exception {
    long began = System.nanoTime();
    Answer answer = request.call();
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
  }
}
