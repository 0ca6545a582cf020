package dev.usher.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests, each within a time limit, and not more of them than was agreed. */
final class Wire {
  private static final int MAX_REQUESTS = 3_000;
  private static final int MAX_BODY = 16 << 20;

  /** So many requests in a row without an answer, and the server is not asked any more. */
  private static final int MAX_SILENCES = 5;

  /** How often a request is sent that the server has no time for. */
  private static final int MAX_TRIES = 4;

  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http;
  private final String base;
  private final String token;
  private final Duration timeout;
  private int requests;
  private int silences;

  /**
   * @param base of SCIM, without a slash at its end
   * @param timeout of one request, its answer's body included
   */
  Wire(URI base, String token, Duration timeout) {
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  String base() {
    return base;
  }

  String token() {
    return token;
  }

  Duration timeout() {
    return timeout;
  }

  /**
   * Sends a request with the token; again after a while when the server asks for a pause (RFC 6585
   * §4), as long as that is no longer than an answer may take.
   *
   * @param path after the base, or an absolute URL below it
   * @param headers names and values; an empty value leaves the header out
   * @throws Unmet when no answer comes
   */
  Exchange send(String method, String path, Optional<String> body, String... headers) {
    Exchange answer = once(method, path, body, headers);
    for (int tries = 1; tries < MAX_TRIES && answer.status() == TOO_MANY_REQUESTS; tries++) {
      String after = answer.header("Retry-After");
      long seconds = after.matches("[0-9]{1,4}") ? Long.parseLong(after) : 1;
      if (seconds > timeout.toSeconds()) {
        return answer;
      }
      pause(Duration.ofSeconds(seconds));
      answer = once(method, path, body, headers);
    }
    return answer;
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Exchange once(String method, String path, Optional<String> body, String... headers) {
    String line = method + " " + (path.startsWith(base) ? path.substring(base.length()) : path);
    if (silences >= MAX_SILENCES) {
      throw new Unmet(line, "an answer", "nothing: the server stopped answering");
    }
    if (++requests > MAX_REQUESTS) {
      throw new Unmet(line, "to need no more than " + MAX_REQUESTS + " requests", "more");
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request(method, path, body, headers), info -> new LimitedBody(MAX_BODY));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      silences = 0;
      return new Exchange(
          line,
          response.statusCode(),
          response.headers(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      answer.cancel(true);
      silences++;
      throw new Unmet(line, "an answer", "nothing within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      silences++;
      Throwable cause = e.getCause();
      throw new Unmet(
          line,
          "an HTTP response",
          Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmet(line, "an answer", "an interruption");
    }
  }

  private HttpRequest request(
      String method, String path, Optional<String> body, String... headers) {
    String url = path.startsWith("http:") || path.startsWith("https:") ? path : base + path;
    if (!url.startsWith(base)) {
      // the token is for nobody else
      throw new Unmet(method + " " + path, "a URL below " + base, url);
    }
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException e) {
      throw new Unmet(method + " " + path, "a URL", path);
    }
    request
        .timeout(timeout)
        .setHeader("Authorization", "Bearer " + token)
        .setHeader("Accept", "application/scim+json")
        .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    if (body.isPresent()) {
      request.setHeader("Content-Type", "application/scim+json");
    }
    HttpRequest.Builder built = request;
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1].isEmpty()) {
        built = without(built, headers[i]);
      } else {
        built.setHeader(headers[i], headers[i + 1]);
      }
    }
    return built.build();
  }

  private static HttpRequest.Builder without(HttpRequest.Builder request, String header) {
    return HttpRequest.newBuilder(request.build(), (name, value) -> !name.equalsIgnoreCase(header));
  }
}
