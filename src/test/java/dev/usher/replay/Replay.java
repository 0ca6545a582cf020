package dev.usher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Sends the requests of one client, in order, and holds the answers against what it needs. */
final class Replay {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI scimBase;
  private final URI root;
  private final Map<String, String> values = new HashMap<>();

  Replay(URI root, URI scimBase, String token) {
    this.root = root;
    this.scimBase = scimBase;
    values.put("token", token);
    values.put(
        "basic",
        java.util.Base64.getEncoder()
            .encodeToString(("okta:" + token).getBytes(StandardCharsets.UTF_8)));
    values.put("ext", "urn:ietf:params:scim:schemas:extension:usher:2.0:User");
  }

  void run(Fixture fixture) throws IOException, InterruptedException {
    JsonNode content = fixture.content();
    HttpResponse<String> response = send(content.path("request"));
    capture(content.path("capture"), response);
    check(fixture.id(), content.path("expect"), response);
  }

  private HttpResponse<String> send(JsonNode request) throws IOException, InterruptedException {
    URI base = request.path("base").asText().equals("root") ? root : scimBase;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + fill(request.path("path").asText())));
    Iterator<Map.Entry<String, JsonNode>> headers = request.path("headers").fields();
    while (headers.hasNext()) {
      Map.Entry<String, JsonNode> header = headers.next();
      builder.header(header.getKey(), fill(header.getValue().asText()));
    }
    builder.method(
        request.path("method").asText(),
        body(request)
            .map(HttpRequest.BodyPublishers::ofString)
            .orElse(HttpRequest.BodyPublishers.noBody()));
    return http.send(builder.build(), Replay::text);
  }

  /** Clients that ask for gzip get it. */
  private static HttpResponse.BodySubscriber<String> text(HttpResponse.ResponseInfo info) {
    boolean compressed =
        info.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArray(),
        bytes -> new String(compressed ? expanded(bytes) : bytes, StandardCharsets.UTF_8));
  }

  private static byte[] expanded(byte[] bytes) {
    try (InputStream expanding = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return expanding.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> body(JsonNode request) throws IOException {
    if (request.has("form")) {
      return Optional.of(form(request.get("form")));
    }
    JsonNode body = request.get("body");
    if (body == null || body.isNull()) {
      return Optional.empty();
    }
    return Optional.of(fill(body.isTextual() ? body.textValue() : MAPPER.writeValueAsString(body)));
  }

  private String form(JsonNode fields) {
    Map<String, String> pairs = new HashMap<>();
    fields.fields().forEachRemaining(f -> pairs.put(f.getKey(), fill(f.getValue().asText())));
    return pairs.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private void capture(JsonNode captures, HttpResponse<String> response) throws IOException {
    if (!captures.isObject() || response.body().isBlank()) {
      return;
    }
    JsonNode body = MAPPER.readTree(response.body());
    captures
        .fields()
        .forEachRemaining(
            each -> values.put(each.getKey(), body.at(each.getValue().asText()).asText()));
  }

  private void check(String id, JsonNode expect, HttpResponse<String> response)
      throws IOException, InterruptedException {
    String seen = id + " answered " + response.statusCode() + " " + response.body();
    assertThat(statuses(expect.path("status"))).as(seen).contains(response.statusCode());
    expect
        .path("headers")
        .fields()
        .forEachRemaining(
            header ->
                assertThat(response.headers().firstValue(header.getKey()).orElse(""))
                    .as(seen + ": " + header.getKey())
                    .contains(fill(header.getValue().asText())));
    if (expect.path("emptyBody").asBoolean()) {
      assertThat(response.body()).as(seen).isEmpty();
    } else if (response.statusCode() != 204) {
      checkBody(seen, expect, MAPPER.readTree(response.body()));
    }
    for (JsonNode verify : expect.path("verify")) {
      check(id + " (verify)", verify.path("expect"), send(verify.path("request")));
    }
  }

  private void checkBody(String seen, JsonNode expect, JsonNode body) throws IOException {
    if (expect.has("bodyContains")) {
      JsonNode wanted =
          MAPPER.readTree(fill(MAPPER.writeValueAsString(expect.get("bodyContains"))));
      assertThat(contains(body, wanted)).as(seen + "\nshould contain " + wanted).isTrue();
    }
    for (JsonNode pointer : expect.path("bodyAbsent")) {
      assertThat(body.at(fill(pointer.asText())).isMissingNode()).as(seen + pointer).isTrue();
    }
    expect
        .path("bodyLengths")
        .fields()
        .forEachRemaining(
            each -> {
              JsonNode array = body.at(fill(each.getKey()));
              assertThat(array.isArray()).as(seen + each.getKey()).isTrue();
              assertThat(array.size()).as(seen + each.getKey()).isEqualTo(each.getValue().asInt());
            });
    expect
        .path("bodyTypes")
        .fields()
        .forEachRemaining(
            each ->
                assertThat(typeOf(body.at(fill(each.getKey()))))
                    .as(seen + each.getKey())
                    .isEqualTo(each.getValue().asText()));
  }

  private static java.util.List<Integer> statuses(JsonNode status) {
    java.util.List<Integer> all = new java.util.ArrayList<>();
    if (status.isArray()) {
      status.forEach(each -> all.add(each.asInt()));
    } else {
      all.add(status.asInt());
    }
    return all;
  }

  private static boolean contains(JsonNode actual, JsonNode wanted) {
    if (wanted.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = wanted.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!actual.has(field.getKey())
            || !contains(actual.get(field.getKey()), field.getValue())) {
          return false;
        }
      }
      return actual.isObject();
    }
    if (wanted.isArray()) {
      for (JsonNode each : wanted) {
        boolean found = false;
        for (JsonNode candidate : actual) {
          found |= contains(candidate, each);
        }
        if (!found) {
          return false;
        }
      }
      return actual.isArray();
    }
    return actual.equals(wanted);
  }

  private static String typeOf(JsonNode node) {
    if (node.isTextual()) {
      return "string";
    }
    if (node.isIntegralNumber()) {
      return "integer";
    }
    return node.isBoolean() ? "boolean" : node.getNodeType().name();
  }

  private String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return filled;
  }
}
