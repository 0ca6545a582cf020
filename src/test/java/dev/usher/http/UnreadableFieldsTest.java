package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.scim.error.ErrorBody;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jersey reads the fields of a request where it first needs them, and what it cannot read it
 * refuses in its own way, or fails. Every layer that such a request comes to answers in its own
 * form, and no answer is a failure of the server.
 */
class UnreadableFieldsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final ScimClient ACCOUNT = SERVER.account("activation=direct").client();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "application/x-www-form-urlencoded";

  /** A request of each layer. */
  private record Asked(String method, String path, boolean withToken, String type, String body) {
    @Override
    public String toString() {
      return method + " " + path + (withToken ? "" : " without a token");
    }
  }

  private static final List<Asked> LAYERS =
      List.of(
          new Asked("GET", "/scim/v2/Users?count=1", true, "", ""),
          new Asked("GET", "/scim/v2/Users?count=1", false, "", ""),
          new Asked("GET", "/scim/v2/Users/nobody", true, "", ""),
          new Asked("HEAD", "/scim/v2/Users?count=1", true, "", ""),
          new Asked("OPTIONS", "/scim/v2/Users", true, "", ""),
          new Asked("OPTIONS", "/scim/v2/Users", false, "", ""),
          new Asked("GET", "/scim/v2/Schemas", true, "", ""),
          new Asked("GET", "/scim/v2/Nothing", true, "", ""),
          new Asked("DELETE", "/scim/v2/Users/nobody", true, "", ""),
          new Asked("PUT", "/scim/v2/ServiceProviderConfig", true, "application/json", "{}"),
          new Asked("POST", "/scim/v2/Users", true, "application/json", "{}"),
          new Asked("POST", "/scim/v2/Users", false, "application/json", "{}"),
          new Asked("POST", "/scim/v2/Users/.search", true, "application/json", "{}"),
          new Asked("PATCH", "/scim/v2/Groups/nobody", true, "application/json", "{}"),
          new Asked("POST", "/scim/v2/Bulk", true, "application/json", "{}"),
          new Asked("POST", "/oauth/token", false, FORM, "grant_type=client_credentials"),
          new Asked("GET", "/oauth/token", false, "", ""),
          new Asked("GET", "/.well-known/oauth-authorization-server", false, "", ""),
          new Asked("POST", "/.well-known/oauth-authorization-server", false, FORM, "a=b"),
          new Asked("GET", "/health/live", false, "", ""),
          new Asked("GET", "/health/ready", false, "", ""),
          new Asked("POST", "/health/live", false, FORM, "a=b"),
          new Asked("GET", "/invitations/none", false, "", ""),
          new Asked("POST", "/invitations/none/accept", false, FORM, "a=b"),
          new Asked("GET", "/nothing", false, "", ""));

  /** Fields that Jersey or a filter may read, with what no grammar has. */
  static Stream<String> fields() {
    List<String> fields = new ArrayList<>();
    for (String type :
        List.of(
            "application/json;q=1.0000",
            "*/*;q=abc",
            "*/*;q=",
            "*/*;q=-1",
            "*/*;q=2",
            "a/",
            "/",
            "/json",
            "a/b/c",
            "a b/c",
            "application/json;",
            "application/json;;",
            "application/json;charset",
            "application/json;charset=\"",
            "application/json;charset=nothing",
            "application/json, a/",
            ",",
            "",
            "\"",
            "text/html; q=0.5, application/json; q=1.0000",
            "application/\u00e9")) {
      fields.add("Accept: " + type);
      fields.add("Content-Type: " + type);
    }
    fields.add("Accept: application/json\r\nAccept: a/");
    fields.add("Content-Type: application/json\r\nContent-Type: text/html");
    for (String name :
        List.of(
            "Accept-Language",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Datetime",
            "Content-Language",
            "Content-Location",
            "Content-Disposition",
            "Cookie",
            "Date",
            "Forwarded",
            "From",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-Range",
            "Last-Modified",
            "Origin",
            "Prefer",
            "Range",
            "Referer",
            "User-Agent",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Request-Id")) {
      for (String value :
          List.of("", ",", ";=\"", "q=;q=1.0000", "*;q=1.0000", "\"", "a_b-%zz-999", "\u00ff")) {
        fields.add(name + ": " + value);
      }
    }
    fields.add("Date: Thu, 99 Foo 2026 99:99:99 GMT");
    fields.add("If-Modified-Since: Thu, 99 Foo 2026 99:99:99 GMT");
    return fields.stream();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldThatCannotBeReadFailsNoLayer(String field) throws Exception {
    for (Asked asked : LAYERS) {
      try (RawConnection connection = new RawConnection(SERVER.root().getPort())) {
        RawConnection.Answer answer = send(connection, asked, field);
        assertThat(answer.status()).as("%s: %s", asked, answer.body()).isLessThan(500);
        if (answer.status() >= 400 && !asked.method.equals("HEAD")) {
          assertRefusal(asked, answer);
        }
      }
    }
  }

  private static RawConnection.Answer send(RawConnection connection, Asked asked, String field)
      throws Exception {
    List<String> head = new ArrayList<>();
    head.add(asked.method + " " + asked.path + " HTTP/1.1");
    head.add("Host: x");
    if (asked.withToken) {
      head.add("Authorization: Bearer " + ACCOUNT.token());
    }
    if (!asked.type.isEmpty() && !field.startsWith("Content-Type")) {
      head.add("Content-Type: " + asked.type);
    }
    head.add(field);
    if (!asked.body.isEmpty()) {
      head.add("Content-Length: " + asked.body.length());
    }
    connection.head(head.toArray(String[]::new)).send(asked.body);
    return asked.method.equals("HEAD") ? connection.headAnswer() : connection.answer();
  }

  private static void assertRefusal(Asked asked, RawConnection.Answer answer) throws Exception {
    String type = answer.headers().getOrDefault("content-type", "");
    if (asked.path.startsWith("/oauth") || asked.path.startsWith("/.well-known")) {
      assertThat(type).as("%s", asked).isEqualTo("application/json");
      assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotEmpty();
    } else if (asked.path.startsWith("/invitations") && type.startsWith("text/html")) {
      assertThat(answer.body()).as("%s", asked).contains("<h1>");
    } else {
      assertThat(type).as("%s: %s", asked, answer.body()).isEqualTo("application/scim+json");
      JsonNode error = JSON.readTree(answer.body());
      assertThat(error.at("/schemas/0").asText()).isEqualTo(ErrorBody.URN);
      assertThat(error.path("status").asText()).isEqualTo("" + answer.status());
      assertThat(error.path("detail").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;q=1.0000",
        "*/*;q=abc",
        "a/",
        "text/html, a/",
        "application/json;charset=\"",
        ""
      })
  void whoeverAcceptsWhatCannotBeReadIsServed(String accept) throws Exception {
    try (RawConnection connection = new RawConnection(SERVER.root().getPort())) {
      for (String path : List.of("/scim/v2/Users?count=1", "/health/live")) {
        Asked asked = new Asked("GET", path, true, "", "");
        assertThat(send(connection, asked, "Accept: " + accept).status()).as(path).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json, text/html", "a/", "/", "a/b/c", "\"", "text"})
  void aBodyWhoseTypeCannotBeReadIs415AndAtTheTokenEndpoint400(String type) throws Exception {
    try (RawConnection connection = new RawConnection(SERVER.root().getPort())) {
      String field = "Content-Type: " + type;
      for (String path : List.of("/scim/v2/Users", "/scim/v2/Groups/.search", "/scim/v2/Bulk")) {
        send(connection, new Asked("POST", path, true, "", "{}"), field).assertError(415, null);
      }
      RawConnection.Answer token =
          send(connection, new Asked("POST", "/oauth/token", false, "", "grant_type=x"), field);
      assertThat(token.status()).isEqualTo(400);
      assertThat(token.headers()).containsEntry("content-type", "application/json");
      assertThat(token.body()).contains("\"invalid_request\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Users         | {\"userName\": 1e99999999999}",
        "/Users         | {\"userName\": \"big\", \"active\": 1e99999999999}",
        "/Users         | {\"userName\": \"big\", \"active\": 1e999999999}",
        "/Users         | {\"userName\": \"big\", \"unknown\": -1E-99999999999}",
        "/Users         | {\"userName\": \"big\", \"unknown\": 1e-2147483649}",
        "/Users         | {\"userName\": \"big\", \"name\": \"{\\\"familyName\\\": 1e99999999999}\"}",
        "/Users         | {\"userName\": \"big\", \"emails\": [{\"value\": 1e99999999999}]}",
        "/Users/.search | {\"count\": 1e99999999999}",
        "/Users/.search | {\"startIndex\": 1e999999999, \"count\": 1}",
        "/.search       | {\"count\": 1e-99999999999}",
        "/Bulk          | {\"failOnErrors\": 1e99999999999}",
        "/Groups        | {\"displayName\": 1e99999999999}",
      })
  void aBodyWithAVeryLargeExponentIs400(String path, String body) {
    Answer answer = ACCOUNT.post(path, body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertThat(answer.text("/scimType")).isIn("invalidSyntax", "invalidValue");
  }

  @Test
  void aParameterWithAVeryLargeExponentIs400() {
    for (String query :
        List.of(
            "/Users?count=1e99999999999",
            "/Users?startIndex=1e99999999999",
            "/Users?filter=active%20eq%201e99999999999",
            "/Licenses?filter=totalAssignmentsPermitted%20gt%201e99999999999")) {
      assertThat(ACCOUNT.get(query).status()).as(query).isEqualTo(400);
    }
  }
}
