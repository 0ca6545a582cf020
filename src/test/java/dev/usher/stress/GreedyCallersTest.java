package dev.usher.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.ServeProcess;
import dev.usher.stress.Crowd.Call;
import dev.usher.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with the heap that the documentation names, and all that one account and strangers can
 * do to it at once, while another account goes on with its work. Runs for {@value #DEFAULT_SECONDS}
 * s, or as long as the system property {@value #SECONDS} says; {@value #KINDS} chooses some of the
 * kinds of greedy callers by their names' beginnings, separated by commas.
 */
class GreedyCallersTest {
  private static final String SECONDS = "usher.stress.seconds";
  private static final String KINDS = "usher.stress.kinds";
  private static final int DEFAULT_SECONDS = 30;

  /**
   * Three times what the documentation promises: clients, server and database share the processors
   * of the machine with whatever else runs there. A server without the limits takes 40 s.
   */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final String KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String SCIM = "/scim/v2";
  private static final int BODY_OF_MEMBERS = 15_000_000;
  private static final int BOMB_TERMS = 4_800;

  @TempDir private Path home;

  @Test
  @Timeout(600)
  void anotherAccountIsServedWhileOneIsGreedy() throws Exception {
    TestDatabase.shared();
    ServeProcess.shareDatabasePrograms(home);
    Planted planted = Planted.in(home);
    int port = ServeProcess.freePort();
    Map<String, String> environment =
        Map.of(
            "USHER_HTTP_PORT",
            Integer.toString(port),
            "USHER_KEY",
            KEY,
            "USHER_DB_EMBEDDED_BUFFER_POOL",
            "auto");
    try (ServeProcess usher =
        ServeProcess.run(home, List.of("-Xmx512m"), environment, "serve").awaitReady()) {
      Running before = Running.of(usher);
      List<Tally> modest;
      List<Tally> greedy;
      try (Crowd others = new Crowd(port);
          Crowd crowd = new Crowd(port)) {
        modest(others, planted.modest());
        Thread.sleep(Duration.ofSeconds(2).toMillis()); // its connections and statements are made
        greedy(crowd, planted.greedy());
        Thread.sleep(Duration.ofSeconds(Integer.getInteger(SECONDS, DEFAULT_SECONDS)).toMillis());
        others.stop();
        crowd.stop();
        modest = others.tallies();
        greedy = crowd.tallies();
      }
      String figures =
          modest.stream().map(Tally::toString).collect(Collectors.joining("\n", "\n", "\n"))
              + greedy.stream().map(Tally::toString).collect(Collectors.joining("\n", "", "\n"));
      System.out.println(figures);
      assertThat(Running.of(usher)).as("%s%n%s", figures, usher.err()).isEqualTo(before);
      assertThat(usher.err()).doesNotContain("OutOfMemoryError");
      for (Tally each : modest) {
        assertThat(each.good()).as(figures).isEqualTo(each.all()).isPositive();
        assertThat(each.percentile(99)).as(figures).isLessThanOrEqualTo(LONGEST);
      }
      for (Tally each : greedy) {
        assertThat(each.of("500")).as(figures).isZero();
      }
    }
  }

  private static void modest(Crowd crowd, String token) {
    crowd.steady(
        "other account: GET",
        4,
        20,
        n -> Call.get(SCIM + "/Users/" + Planted.user(n % 900 + 1), token));
    crowd.steady(
        "other account: PATCH",
        2,
        8,
        n ->
            Call.of(
                "PATCH",
                SCIM + "/Users/" + Planted.user(n % 900 + 1),
                token,
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                    + "[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Number "
                    + n
                    + "\"}]}"));
    crowd.steady("/health", 1, 5, n -> Call.get("/health/live", ""));
  }

  private static void greedy(Crowd crowd, String token) {
    Call costly =
        Call.get(
            SCIM
                + "/Users?count=1000&sortBy=name.familyName&filter="
                + encoded(
                    "title co \"e\" and (emails.value co \"q\" or name.givenName co \"zz\" or groups.display co \"1\")"),
            token);
    run("searches", () -> crowd.greedy("searches", 40, costly));
    run("slow bodies", () -> crowd.slowBodies("slow bodies", 30, token));
    Call page = Call.get(SCIM + "/Users?count=1000", token);
    run("slow readers", () -> crowd.slowReaders("slow readers", 30, page));
    String bomb = String.join(" or ", Collections.nCopies(BOMB_TERMS, "groups pr"));
    Call exploding =
        Call.of(
            "POST",
            SCIM + "/Users/.search",
            token,
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],\"filter\":\""
                + bomb
                + "\"}");
    run("filter bomb", () -> crowd.greedy("filter bomb", 1, exploding));
    Call replacing =
        Call.of("PUT", SCIM + "/Groups/" + Planted.group(2), token, groupOfStrangers());
    run("15 MB bodies", () -> crowd.greedy("15 MB bodies", 6, replacing));
    Call members = Call.get(SCIM + "/Groups/" + Planted.group(1), token);
    run("large groups", () -> crowd.greedy("large groups", 6, members));
    Call people = Call.get(SCIM + "/Users?count=" + Planted.IN_MANY_GROUPS, token);
    run("people in many groups", () -> crowd.greedy("people in many groups", 6, people));
  }

  private static void run(String kind, Runnable crowd) {
    String chosen = System.getProperty(KINDS, "");
    if (List.of(chosen.split(",")).stream().anyMatch(kind::startsWith)) {
      crowd.run();
    }
  }

  /** A group whose members are not there. */
  private static String groupOfStrangers() {
    StringBuilder body =
        new StringBuilder(BODY_OF_MEMBERS + 1_000)
            .append("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],")
            .append("\"displayName\":\"Strangers\",\"members\":[");
    for (int i = 0; body.length() < BODY_OF_MEMBERS; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"value\":\"01900000-0000-7000-a000-%012x\"}".formatted(i));
    }
    return body.append("]}").toString();
  }

  private static String encoded(String filter) {
    return URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The processes of a server.
   *
   * @param usher the server's
   * @param database that of its database, and when it was started
   */
  private record Running(boolean usher, List<String> database) {
    static Running of(ServeProcess usher) {
      return new Running(
          usher.process().isAlive(),
          usher
              .process()
              .descendants()
              .map(each -> each.pid() + " of " + each.info().startInstant().map(Instant::toString))
              .sorted()
              .toList());
    }
  }
}
