package dev.usher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of one account, as thin as HTTP allows. */
public final class ScimClient {
  public static final String USHER = "urn:ietf:params:scim:schemas:extension:usher:2.0:User";
  public static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final String token;

  /**
   * @param base of SCIM, without a trailing slash
   * @param token of the account
   */
  public ScimClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  public URI base() {
    return base;
  }

  public String token() {
    return token;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** A list of what a filter finds, the filter not yet encoded. */
  public Answer find(String endpoint, String filter) {
    return get(endpoint + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  public Answer patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  /** A PATCH with these operations, written as JSON objects. */
  public Answer patchOps(String path, String... operations) {
    return patch(
        path,
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [%s]}"""
            .formatted(String.join(",", operations)));
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  /** A user of that name with these further members, each {@code "name": value}. */
  public Answer createUser(String userName, String... members) {
    StringBuilder body = new StringBuilder();
    body.append("{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"userName\": ");
    body.append(quote(userName));
    for (String member : members) {
      body.append(", ").append(member);
    }
    return post("/Users", body.append('}').toString());
  }

  /** The text as a JSON string. */
  public static String quote(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/scim+json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json =
          response.body().isBlank() ? MissingNode.getInstance() : MAPPER.readTree(response.body());
      return new Answer(response.statusCode(), response.headers(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
