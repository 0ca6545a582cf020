package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cli.bench.SpoiledServer.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/bench --server} on servers that are not Usher. */
class OtherServerBenchTest {
  private static final int PEOPLE = 60;
  private static final String TOKEN = "this-is-the-token";
  private static final Reply USER = Reply.of(200, "{\"id\":\"u\"}");
  private static final Reply REFUSED =
      Reply.of(501, "{\"detail\":\"no \\u001b[31m " + TOKEN + "\"}");

  private final AtomicInteger asked = new AtomicInteger();
  private final StringWriter out = new StringWriter();

  @TempDir private Path directory;

  @Test
  void whatTheServerRefusesIsNotOffered() throws IOException {
    try (SpoiledServer server =
        new SpoiledServer(request -> request.equals("POST /Users") ? created() : REFUSED)) {
      assertThat(run(server, "filter userName")).as(out.toString()).isTrue();
    }

    assertThat(out.toString())
        .contains("filter userName eq                 not offered: GET /Users?filter=userName")
        .contains("was answered 501: no ")
        .doesNotContain(TOKEN, "\u001b", "IllegalState", "limit", "CPU", "ratio", "argets");
    JsonNode row = results().at("/notMeasured/0");
    assertThat(row.path("verdict").asText()).isEqualTo("not offered");
    assertThat(results().path("results")).isEmpty();
  }

  @Test
  void whatTheServerDoesNotHaveIsNotOfferedWithoutBeingAsked() throws IOException {
    try (SpoiledServer server =
        new SpoiledServer(request -> request.equals("POST /Users") ? created() : REFUSED)) {
      assertThat(run(server, "PATCH member")).as(out.toString()).isTrue();
      assertThat(run(server, "mix")).as(out.toString()).isTrue();
      assertThat(run(server, "Bulk")).as(out.toString()).isTrue();

      assertThat(server.requests()).noneMatch(each -> each.contains("Bulk"));
      assertThat(server.requests()).noneMatch(each -> each.startsWith("PATCH"));
    }
    assertThat(out.toString())
        .containsPattern("(?m)^PATCH member, large group +not offered: the server refuses groups")
        .containsPattern("(?m)^mix +not offered: the server refuses groups")
        .containsPattern("(?m)^Bulk of 100 creates +not offered: the server announces no Bulk$");
  }

  /** Every third request meets the limit, and after every fifth the connection is gone. */
  @Test
  void aServerThatLimitsAndHangsUpIsMeasuredWithoutErrors() throws IOException {
    try (SpoiledServer server = new SpoiledServer(this::limitingAndHangingUp)) {
      assertThat(run(server, "GET user")).as(out.toString()).isTrue();
    }

    assertThat(out.toString())
        .containsPattern("(?m)^GET user +1 +[0-9]")
        .containsPattern("(?m)^GET user +16 +[0-9]")
        .contains(" times answered 429; the waits, ")
        .doesNotContain("ERRORS", "MISSED", "failed", "limit /s", "CPU us", "argets");
    JsonNode alone = results().at("/results/0");
    assertThat(alone.path("errors").asLong()).isZero();
    assertThat(alone.path("p95").asDouble())
        .as("no wait is in it, though one request in three waits")
        .isPositive()
        .isLessThan(RetryDelay.SHORTEST.toMillis());
    assertThat(alone.has("cpuMicros")).isFalse();
    assertThat(Files.readString(directory.resolve("bench-" + PEOPLE + ".html")))
        .contains("<h1>Throughput</h1>")
        .doesNotContain("JDBC", "Usher");
  }

  private Reply limitingAndHangingUp(String request) {
    if (!request.startsWith("GET /Users/")) {
      return request.equals("POST /Users") ? created() : REFUSED;
    }
    int number = asked.incrementAndGet();
    if (number % 3 == 0) {
      return Reply.of(429, "{}", "Retry-After: 0");
    }
    return number % 5 == 0 ? USER.thenCloses() : USER;
  }

  @Test
  void aFailureOfTheServerIsALineAndNoSuccess() throws IOException {
    try (SpoiledServer server =
        new SpoiledServer(
            request ->
                request.equals("POST /Users")
                    ? created()
                    : request.startsWith("GET /Users?") ? Reply.of(500, "") : REFUSED)) {
      assertThat(run(server, "filter userName")).as(out.toString()).isFalse();
    }

    assertThat(out.toString()).containsPattern("(?m)^filter userName eq +failed: GET .* 500$");
  }

  @Test
  void aServerThatTakesNoUsersEndsTheRunInALine() throws IOException {
    try (SpoiledServer server = new SpoiledServer(request -> REFUSED)) {
      assertThatThrownBy(() -> run(server, "GET user"))
          .isInstanceOf(MeasurementException.class)
          .hasMessageStartingWith("POST /Users was answered 501: no ")
          .message()
          .doesNotContain(TOKEN, "\u001b");
    }
  }

  private static Reply created() {
    return Reply.of(201, "{\"id\":\"u\"}");
  }

  private boolean run(SpoiledServer server, String only) {
    WholeBench.Choice choice =
        new WholeBench.Choice(PEOPLE, 2, Duration.ofMillis(400), only, Optional.empty(), directory);
    return new WholeBench(choice, new PrintWriter(out, true), Clock.systemUTC())
        .run(server.base(), TOKEN);
  }

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("bench-" + PEOPLE + ".json").toFile());
  }
}
