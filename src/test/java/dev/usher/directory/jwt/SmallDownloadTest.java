package dev.usher.directory.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However another server behaves, a download ends. */
class SmallDownloadTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final SmallDownload download = new SmallDownload();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aDocumentIsReadAsUtf8() throws IOException {
    server.createContext("/", exchange -> answer(exchange, "{\"é\": 1}"));

    assertThat(download.get(at("/"))).isEqualTo("{\"é\": 1}");
  }

  @Test
  void anAnswerOtherThan200IsNone() {
    assertThatThrownBy(() -> download.get(at("/nothing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 404");
  }

  @Test
  void aRedirectIsNotFollowed() {
    AtomicInteger followed = new AtomicInteger();
    server.createContext(
        "/elsewhere",
        exchange -> {
          followed.incrementAndGet();
          answer(exchange, "{}");
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", at("/elsewhere").toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThatThrownBy(() -> download.get(at("/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 302");
    assertThat(followed).hasValue(0);
  }

  @Test
  void anAnswerThatDripsIsGivenUp() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (over.getCount() > 0) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            await(100);
          }
        });

    assertThatThrownBy(() -> download.get(at("/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within 4 s");
  }

  @Test
  void aServerThatHangsHasFewDownloadsAtATime() throws Exception {
    server.createContext("/hanging", exchange -> await());
    List<CompletableFuture<String>> hanging =
        IntStream.range(0, 4).mapToObj(i -> download.begin(at("/hanging"))).toList();

    assertThat(download.begin(at("/hanging")))
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("too many downloads");
    try (TestIssuer other = new TestIssuer()) {
      assertThat(download.get(other.jwksUrl())).contains("keys");
    }
    assertThat(hanging).noneMatch(CompletableFuture::isDone);
    over.countDown();
    server.stop(0);
    hanging.forEach(each -> assertThat(each).failsWithin(Duration.ofSeconds(20)));
    assertThat(download.begin(at("/hanging")))
        .as("a place is free again")
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("cannot be read");
  }

  @Test
  void anEndlessAnswerIsBrokenOff() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[8192];
          while (over.getCount() > 0) {
            exchange.getResponseBody().write(block);
          }
        });

    assertThatThrownBy(() -> download.get(at("/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than 262144 bytes");
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        });

    assertThatThrownBy(() -> download.get(at("/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within 4 s");
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    URI gone = at("/");
    server.stop(0);

    assertThatThrownBy(() -> download.get(gone)).isInstanceOf(IOException.class);
  }

  private void await(long millis) {
    try {
      over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
