package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.ScimMedia;
import dev.usher.store.Mappers;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.testing.TestAdmission;
import dev.usher.testing.TestDatabase;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request ends at its deadline, however many statements it has. */
@Timeout(60)
class RequestDeadlineTest {
  private static final Duration READS = Duration.ofSeconds(1);
  private static final Duration WRITES = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpService service;

  @BeforeEach
  void start() {
    service =
        new HttpService(
            new HttpSettings(
                "127.0.0.1",
                0,
                RunningServer.PUBLIC_URL,
                Optional.empty(),
                4,
                new BodyLimits(1_000, 1_000, 1_000),
                List.of(),
                TestAdmission.settings(),
                new RequestTimeouts(READS, WRITES)),
            List.of(new Sleeping()),
            (token, origin) -> Optional.empty(),
            () -> true);
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aReadThatTakesTooLongIsTooMany() throws Exception {
    HttpResponse<String> answer = within(Duration.ofSeconds(8), "GET", "/sleep/30/1");

    RunningServer.assertError(answer, 400, "tooMany");
  }

  @Test
  void aReadOfManyShortStatementsEndsAtTheSameDeadline() throws Exception {
    HttpResponse<String> answer = within(Duration.ofSeconds(8), "GET", "/sleep/0.3/100");

    assertThat(answer.statusCode()).isIn(400, 503);
  }

  @Test
  void aReadInTimeIsAnswered() throws Exception {
    assertThat(within(Duration.ofSeconds(8), "GET", "/sleep/0.05/5").statusCode()).isEqualTo(200);
  }

  @Test
  void aWriteHasMoreTimeAndMayComeAgain() throws Exception {
    assertThat(within(Duration.ofSeconds(8), "POST", "/sleep/1.2/1").statusCode()).isEqualTo(200);

    HttpResponse<String> answer = within(Duration.ofSeconds(8), "POST", "/sleep/30/1");
    RunningServer.assertError(answer, 503, null);
    assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
  }

  @Test
  void aSearchByPostHasTheTimeOfARead() throws Exception {
    HttpResponse<String> answer = within(Duration.ofSeconds(8), "POST", "/sleep/30/.search");

    RunningServer.assertError(answer, 400, "tooMany");
  }

  private HttpResponse<String> within(Duration most, String method, String path) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(40))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
    return answer;
  }

  interface Statements {
    @Select("SELECT SLEEP(#{seconds})")
    int sleep(double seconds);

    @Insert("DO SLEEP(#{seconds})")
    int sleepInWrite(double seconds);
  }

  /** Lets the database sleep, some times one after the other. */
  @Path("/sleep/{seconds}")
  @Produces(ScimMedia.SCIM_JSON)
  public static final class Sleeping {
    private final Transactions transactions =
        TestDatabase.shared().transactions(Mappers.of(List.of(Statements.class)));

    @GET
    @Path("{times}")
    public ObjectNode read(@PathParam("seconds") double seconds, @PathParam("times") int times) {
      for (int i = 0; i < times; i++) {
        transactions.read(tx -> statements(tx).sleep(seconds));
      }
      return JsonNodeFactory.instance.objectNode();
    }

    @POST
    @Path("{times}")
    public ObjectNode write(@PathParam("seconds") double seconds, @PathParam("times") int times) {
      for (int i = 0; i < times; i++) {
        transactions.write(tx -> statements(tx).sleepInWrite(seconds));
      }
      return JsonNodeFactory.instance.objectNode();
    }

    @POST
    @Path(".search")
    public ObjectNode search(@PathParam("seconds") double seconds) {
      return read(seconds, 1);
    }

    private static Statements statements(Tx tx) {
      return tx.mapper(Statements.class);
    }
  }
}
