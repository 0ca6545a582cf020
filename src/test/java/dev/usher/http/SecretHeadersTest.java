package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Scope;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer says to browsers, and what answers with secrets say to caches. */
class SecretHeadersTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestAccount account = TestServer.shared().account();

  private HttpResponse<String> send(String method, String path, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(TestServer.shared().root() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /scim/v2/Users, 200",
    "GET, /scim/v2/Users/x, 404",
    "GET, /scim/v2/Nothing, 404",
    "DELETE, /scim/v2/Schemas, 405",
    "GET, /scim/v2/ServiceProviderConfig, 200",
    "GET, /health/live, 200",
    "GET, /nothing, 404",
    "POST, /oauth/token, 400",
    "GET, /oauth/token, 405",
    "GET, /.well-known/oauth-authorization-server, 200",
    "GET, /invitations/x, 404",
    "PUT, /invitations/x, 405",
    "GET, /scim/v2/Users%00, 400"
  })
  void everyAnswerSaysNosniffOnce(String method, String path, int status) throws Exception {
    HttpResponse<String> answer = send(method, path, account.token());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void aRefusedHeadSaysNosniffToo() throws Exception {
    URI root = TestServer.shared().root();
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket.getOutputStream().write("GET / HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 505").contains("X-Content-Type-Options: nosniff");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /oauth/token, 400",
    "GET, /oauth/token, 405",
    "POST, /oauth/%74oken, 404",
    "GET, /invitations/x, 404",
    "PUT, /invitations/x, 405",
    "GET, /invitations/x/y/z, 404"
  })
  void answersBesideSecretsAreNotStoredErrorsIncluded(String method, String path, int status)
      throws Exception {
    HttpResponse<String> answer = send(method, path, account.token());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    if (path.startsWith("/invitations")) {
      assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    }
  }

  @Test
  void theLinkOfAnInvitationIsNotStored() throws Exception {
    String id = account.client().createUser("ada@example.com").id();
    String path =
        "/scim/v2/%s/"
            + id
            + "?attributes=urn:ietf:params:scim:schemas:extension:usher:2.0:User:invitation.link";
    String inviter =
        TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM, Scope.INVITATIONS)).token();

    HttpResponse<String> answer = send("GET", path.formatted("Users"), inviter);

    assertThat(answer.body()).contains("/invitations/");
    assertThat(answer.headers().allValues("Cache-Control")).isEqualTo(List.of("no-store"));
  }
}
