package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jersey remembers every type of a body that it is shown: clients do not choose how many. */
class MediaTypesTest {
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final RunningServer server = new RunningServer(new Outside(seen), new Inside(seen));

  /** Reads a body of any type, without a token. */
  @Path("outside")
  public static final class Outside {
    private final Set<String> seen;

    Outside(Set<String> seen) {
      this.seen = seen;
    }

    @POST
    public Response read(InputStream body, @Context HttpHeaders headers) {
      return answer(seen, headers);
    }
  }

  /** Reads a body of any type below the SCIM base. */
  @Path(ScimMedia.BASE + "/Inside")
  public static final class Inside {
    private final Set<String> seen;

    Inside(Set<String> seen) {
      this.seen = seen;
    }

    @POST
    public Response read(InputStream body, @Context HttpHeaders headers) {
      return answer(seen, headers);
    }
  }

  private static Response answer(Set<String> seen, HttpHeaders headers) {
    seen.add(String.valueOf(headers.getMediaType()));
    return Response.ok("\"read\"", MediaType.APPLICATION_JSON_TYPE).build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void typesThatNothingReadsAreOne() throws Exception {
    for (String path : List.of("/outside", ScimMedia.BASE + "/Inside")) {
      for (int i = 0; i < 20; i++) {
        assertThat(post(path, "strange%d/type".formatted(i)).statusCode()).isEqualTo(200);
        assertThat(post(path, "application/json-%d; q=%d".formatted(i, i)).statusCode())
            .isEqualTo(200);
      }
      post(path, "none");
      post(path, MediaType.APPLICATION_FORM_URLENCODED + "; charset=UTF-8");
      post(path, "Application/JSON; charset=UTF-8");
    }

    assertThat(seen)
        .isEqualTo(
            new TreeSet<>(
                Set.of(
                    "application/octet-stream",
                    "application/scim+json",
                    "application/x-www-form-urlencoded")));
  }

  private HttpResponse<String> post(String path, String type) throws Exception {
    return server.send(
        server
            .request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }
}
