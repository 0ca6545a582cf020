package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.api.ScimMedia;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountSettings;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.http.admission.Admission;
import dev.usher.http.admission.AdmissionSettings;
import dev.usher.scim.error.ErrorBody;
import dev.usher.store.StoreException;
import dev.usher.testing.TestAdmission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server on a free port of the loopback, with tokens named after their scopes. */
public final class RunningServer implements AutoCloseable {
  public static final long MAX_BODY = 10_000;
  private static final int WORKERS = 10;
  private static final List<String> PROXIES = List.of("127.0.0.1");
  public static final URI PUBLIC_URL = URI.create("https://usher.example.com/");

  private static final Map<String, Set<Scope>> TOKENS =
      Map.of(
          "writer", Set.of(Scope.SCIM),
          "reader", Set.of(Scope.SCIM_READ),
          "inviter", Set.of(Scope.INVITATIONS),
          "admin", Set.of(Scope.ADMIN));

  private final HttpService service;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicBoolean ready = new AtomicBoolean(true);

  public RunningServer(Object... resources) {
    this(TestAdmission.settings(), resources);
  }

  public RunningServer(AdmissionSettings admission, Object... resources) {
    this(admission, new BodyLimits(MAX_BODY, MAX_BODY, MAX_BODY), PROXIES, resources);
  }

  /** One with limits and proxies of the test's own. */
  RunningServer(
      AdmissionSettings admission, BodyLimits bodies, List<String> proxies, Object... resources) {
    service =
        new HttpService(
            new HttpSettings(
                "127.0.0.1", 0, PUBLIC_URL, Optional.empty(), WORKERS, bodies, proxies, admission),
            List.of(resources),
            RunningServer::principal,
            ready::get);
    service.start();
  }

  private static Optional<Principal> principal(String token, RequestOrigin origin) {
    if (token.equals("database-down")) {
      throw new StoreException.Unavailable("secret host", null);
    }
    Account account = new Account(new UUID(1, 1), "acme", AccountSettings.DEFAULT);
    Actor actor = new Actor(Actor.Kind.TOKEN, new UUID(2, 2), token);
    return Optional.ofNullable(TOKENS.get(token))
        .map(scopes -> new Principal(account, actor, scopes));
  }

  public int port() {
    return service.port();
  }

  /** What all requests hold now. */
  public Admission.Usage usage() {
    return service.usage();
  }

  /** What {@code /health/ready} answers from now on. */
  public void ready(boolean value) {
    ready.set(value);
  }

  /** A request with the writer's token. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer writer");
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A connection on which anything can be sent. */
  public RawConnection connect() throws IOException {
    return new RawConnection(port());
  }

  /** Asserts the SCIM error in full and returns its detail. */
  public static String assertError(HttpResponse<String> answer, int status, String scimType)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly(ScimMedia.SCIM_JSON);
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    return assertError(answer.body(), status, scimType);
  }

  static String assertError(String body, int status, String scimType) throws Exception {
    JsonNode error = new ObjectMapper().readTree(body);
    assertThat(error.get("schemas").toString()).isEqualTo("[\"" + ErrorBody.URN + "\"]");
    assertThat(error.get("status").isTextual()).isTrue();
    assertThat(error.get("status").textValue()).isEqualTo(Integer.toString(status));
    assertThat(error.path("scimType").textValue()).isEqualTo(scimType);
    assertThat(error.get("detail").textValue()).isNotBlank().doesNotContain("secret");
    assertThat(error.properties().stream().map(Map.Entry::getKey))
        .isSubsetOf(Arrays.asList("schemas", "status", "scimType", "detail"));
    return error.get("detail").textValue();
  }

  @Override
  public void close() {
    service.close();
  }
}
