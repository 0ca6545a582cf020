package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.cli.bench.SpoiledServer.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LastingConnectionTest {
  private static final Reply GOOD = Reply.of(200, "good");

  @Test
  void aConnectionThatTheServerEndedSilentlyIsOpenedAnew() throws IOException {
    try (SpoiledServer server = new SpoiledServer(request -> GOOD.thenCloses());
        LastingConnection connection = open(server)) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send("POST", "/Users", Optional.of("{}"))).isEqualTo(200);
      }

      assertThat(server.requests()).containsOnly("POST /Users").hasSize(3);
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void aConnectionThatEndsAtTheRequestIsOpenedAnewOnce() throws IOException {
    try (SpoiledServer server = inTurn(GOOD, Reply.nothing(), GOOD, Reply.nothing());
        LastingConnection connection = open(server)) {
      assertThat(get(connection)).isEqualTo(200);
      assertThat(get(connection)).isEqualTo(200);

      assertThat(server.requests()).hasSize(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aNewConnectionThatEndsWithoutAnAnswerIsAnError() throws IOException {
    try (SpoiledServer server = new SpoiledServer(request -> Reply.nothing());
        LastingConnection connection = open(server)) {
      assertThatThrownBy(() -> get(connection)).isInstanceOf(EOFException.class);

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aRequestIsRepeatedNoMoreThanOnce() throws IOException {
    try (SpoiledServer server = inTurn(GOOD, Reply.nothing(), Reply.nothing(), GOOD);
        LastingConnection connection = open(server)) {
      assertThat(get(connection)).isEqualTo(200);
      assertThatThrownBy(() -> get(connection)).isInstanceOf(EOFException.class);

      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void anAnswerThatEndsHalfwayIsAnErrorAndNotAskedForAgain() throws IOException {
    Reply half = new Reply("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true);
    try (SpoiledServer server = inTurn(GOOD, half, GOOD);
        LastingConnection connection = open(server)) {
      assertThat(get(connection)).isEqualTo(200);
      assertThatThrownBy(() -> get(connection)).isInstanceOf(EOFException.class);

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anAnswerWithoutALengthEndsWithItsConnection() throws IOException {
    Reply endless = new Reply("HTTP/1.0 200 OK\r\n\r\nall of it", true);
    try (SpoiledServer server = inTurn(endless, GOOD);
        LastingConnection connection = open(server)) {
      assertThat(connection.sendForBody("GET", "/Users", Optional.empty())).isEqualTo(200);
      assertThat(connection.body()).asString(StandardCharsets.UTF_8).isEqualTo("all of it");
      assertThat(get(connection)).isEqualTo(200);

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void whatIsNotHttpIsAnErrorInWords() throws IOException {
    for (String nonsense :
        List.of("SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 2\r\n", "HTTP/1.1 abc OK\r\n\r\n")) {
      try (SpoiledServer server = inTurn(new Reply(nonsense, true));
          LastingConnection connection = open(server)) {
        assertThatThrownBy(() -> get(connection)).isInstanceOf(ProtocolException.class);
      }
    }
  }

  @Test
  void tooManyRequestsIsWaitedOut() throws IOException {
    try (SpoiledServer server =
            inTurn(Reply.of(429, "wait", "Retry-After: 0"), Reply.of(429, "wait"), GOOD, GOOD);
        LastingConnection connection = open(server)) {
      long start = System.nanoTime();
      assertThat(connection.sendForBody("GET", "/Users", Optional.empty())).isEqualTo(200);
      long taken = System.nanoTime() - connection.repeatedAt().orElseThrow();

      assertThat(connection.body()).asString(StandardCharsets.UTF_8).isEqualTo("good");
      assertThat(connection.waits()).isEqualTo(2);
      assertThat(connection.waited()).isEqualTo(RetryDelay.SHORTEST.plus(RetryDelay.UNKNOWN));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(connection.waited());
      assertThat(Duration.ofNanos(taken)).isLessThan(RetryDelay.UNKNOWN);
      assertThat(get(connection)).isEqualTo(200);
      assertThat(connection.repeatedAt()).as("no wait").isEmpty();
    }
  }

  private static int get(LastingConnection connection) throws IOException {
    return connection.send("GET", "/Users", Optional.empty());
  }

  private static LastingConnection open(SpoiledServer server) throws IOException {
    return new LastingConnection(server.base(), Optional.of("token"));
  }

  private static SpoiledServer inTurn(Reply... replies) {
    Iterator<Reply> next = List.of(replies).iterator();
    Function<String, Reply> each = request -> next.next();
    return new SpoiledServer(each);
  }
}
