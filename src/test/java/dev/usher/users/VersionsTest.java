package dev.usher.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final String TITLE =
      "{\"op\": \"replace\", \"path\": \"title\", \"value\": \"%s\"}";

  private final ScimClient client = TestServer.shared().account("activation=direct").client();
  private final Answer created = client.createUser("ada@example.org");
  private final String path = "/Users/" + created.id();

  @Test
  void everyAnswerCarriesTheVersionAndTheLocation() {
    Answer read = client.get(path);

    assertThat(created.header("ETag")).isEqualTo(created.text("/meta/version"));
    assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
    assertThat(created.header("Location")).isEqualTo(created.text("/meta/location"));
    assertThat(created.text("/meta/location")).isEqualTo(client.base() + path);
    assertThat(created.text("/meta/created")).isEqualTo(created.text("/meta/lastModified"));
  }

  @Test
  void aClientThatHasTheVersionGetsNoBody() {
    assertThat(client.get(path, "If-None-Match", created.header("ETag")).status()).isEqualTo(304);
    assertThat(client.get(path, "If-None-Match", "*").status()).isEqualTo(304);
    assertThat(client.get(path, "If-None-Match", "W/\"999\"").status()).isEqualTo(200);
  }

  @Test
  void aWriteToAnotherVersionIsRefused() {
    String stale = created.header("ETag");
    Answer changed =
        client.patch(
            path, "{\"Operations\": [" + TITLE.formatted("Countess") + "]}", "If-Match", stale);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(stale);

    assertThat(
            client
                .patch(path, "{\"Operations\": [" + TITLE.formatted("x") + "]}", "If-Match", stale)
                .status())
        .isEqualTo(412);
    assertThat(client.put(path, created.body().toString(), "If-Match", stale).status())
        .isEqualTo(412);
    assertThat(client.delete(path, "If-Match", stale).status()).isEqualTo(412);
    assertThat(client.get(path).text("/title")).isEqualTo("Countess");
    assertThat(client.delete(path, "If-Match", changed.header("ETag")).status()).isEqualTo(204);
  }

  @Test
  void aFailedPatchChangesNothing() {
    Answer refused =
        client.patchOps(
            path, TITLE.formatted("Countess"), "{\"op\": \"remove\", \"path\": \"userName\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("mutability");
    assertThat(client.get(path).body()).isEqualTo(created.body());
  }
}
