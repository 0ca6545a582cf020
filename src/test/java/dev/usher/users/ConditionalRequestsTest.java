package dev.usher.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match and If-None-Match as they arrive through proxies and from clients that keep several. */
class ConditionalRequestsTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W/\"1\"",
        "W/\"1-gzip\"",
        "\"1--gzip\"",
        "\"1;gzip\"",
        "W/\"1-br\"",
        "W/\"7\", W/\"1\"",
        "W/\"7\",W/\"8\",W/\"1-gzip\"",
        "*"
      })
  void theCurrentVersionIsFoundAmongTheTags(String tags) {
    Answer user = client.createUser("ada");
    Answer group = client.post("/Groups", "{\"displayName\": \"g\"}");
    assertThat(user.header("ETag")).isEqualTo("W/\"1\"");

    assertThat(client.get("/Users/" + user.id(), "If-None-Match", tags).status()).isEqualTo(304);
    assertThat(client.get("/Groups/" + group.id(), "If-None-Match", tags).status()).isEqualTo(304);
    Answer put = client.put("/Users/" + user.id(), "{\"userName\": \"bob\"}", "If-Match", tags);
    assertThat(put.status()).as("%s", put.body()).isEqualTo(200);
    Answer renamed =
        client.put("/Groups/" + group.id(), "{\"displayName\": \"h\"}", "If-Match", tags);
    assertThat(renamed.status()).as("%s", renamed.body()).isEqualTo(200);
    if (!tags.equals("*")) {
      assertThat(client.delete("/Users/" + user.id(), "If-Match", tags).status()).isEqualTo(412);
      assertThat(client.delete("/Groups/" + group.id(), "If-Match", tags).status()).isEqualTo(412);
      assertThat(client.get("/Users/" + user.id(), "If-None-Match", tags).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"7\", W/\"1\"", "W/\"7\",W/\"1\",W/\"8\""})
  void everyMethodFindsTheCurrentVersionBehindAnother(String tags) {
    Answer user = client.createUser("ada");
    String group = client.post("/Groups", "{\"displayName\": \"g\"}").id();
    String rename =
        "{\"Operations\": [{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"h\"}]}";

    for (String path : List.of("/Users/" + user.id(), "/Groups/" + group)) {
      assertThat(client.patch(path, rename, "If-Match", tags).status()).isEqualTo(200);
      assertThat(client.patch(path, rename, "If-Match", tags).status()).isEqualTo(412);
      String current = tags.replace("W/\"1\"", client.get(path).header("ETag"));
      assertThat(client.get(path, "If-None-Match", current).status()).isEqualTo(304);
      assertThat(client.delete(path, "If-Match", tags).status()).isEqualTo(412);
      assertThat(client.delete(path, "If-Match", current).status()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match", "If-None-Match"})
  void tagsMayComeInSeveralHeaders(String header) throws Exception {
    Answer user = client.createUser("eve");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(client.base() + "/Users/" + user.id()))
            .header("Authorization", "Bearer " + client.token())
            .header(header, "W/\"9\"")
            .header(header, "W/\"1-gzip\"")
            .method(
                header.equals("If-Match") ? "DELETE" : "GET", HttpRequest.BodyPublishers.noBody())
            .build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(header.equals("If-Match") ? 204 : 304);
  }
}
