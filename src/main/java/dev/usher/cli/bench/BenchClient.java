package dev.usher.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that measures how long an answer takes, and that never keeps a large one. */
final class BenchClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI scimBase;
  private final String token;

  BenchClient(URI scimBase, String token) {
    this.scimBase = scimBase;
    this.token = token;
  }

  /**
   * Sends a PATCH.
   *
   * @return how long the answer took, in nanoseconds
   * @throws IllegalStateException when it was refused
   */
  long patch(String path, String operation) {
    String body = "{\"Operations\": [%s]}".formatted(operation);
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/scim+json")
            .method("PATCH", BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    HttpResponse<String> answer = send(request, BodyHandlers.ofString());
    long taken = System.nanoTime() - start;
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return taken;
  }

  /**
   * Sends a request.
   *
   * @param body empty for none
   * @return the answer's body
   * @throws IllegalStateException when it was refused
   */
  String ask(String method, String path, String body) {
    HttpRequest.Builder request = request(path);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/scim+json")
          .method(method, BodyPublishers.ofString(body));
    }
    HttpResponse<String> answer = send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /**
   * Reads a resource to its end.
   *
   * @return how many bytes it had
   * @throws IllegalStateException when it was refused
   */
  long read(String path) {
    HttpResponse<InputStream> answer =
        send(request(path).GET().build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + answer.statusCode());
    }
    try (InputStream body = answer.body()) {
      byte[] buffer = new byte[64 * 1024];
      long bytes = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(scimBase + path))
        .header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
