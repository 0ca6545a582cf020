package dev.usher.invitations;

import static dev.usher.testing.ScimClient.USHER;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What people do with the links of invitations. */
final class Links {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Links() {}

  /** The answer that carries the link of a user's invitation. */
  static Answer copy(ScimClient client, String user) {
    return client.get("/Users/" + user + "?attributes=" + USHER + ":invitation.link");
  }

  /** The link of a user's open invitation; empty when none is open. */
  static String of(ScimClient client, String user) {
    return copy(client, user).text("/" + USHER + "/invitation/link");
  }

  /** Opens the link, as a browser or a mail scanner does. */
  static HttpResponse<String> open(String link) {
    return send(HttpRequest.newBuilder(URI.create(link)).GET().build());
  }

  /** Presses the button on its page. */
  static HttpResponse<String> accept(String link) {
    return send(
        HttpRequest.newBuilder(URI.create(link + "/accept"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
