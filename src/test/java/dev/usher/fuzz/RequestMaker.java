package dev.usher.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the request of a number: a valid one at first, then damaged somewhere. */
final class RequestMaker {
  private static final String BASE = "/scim/v2";

  private final Choices choices;
  private final String name;

  private RequestMaker(long seed, long number) {
    this.choices = new Choices(seed, number);
    this.name = "f" + Long.toUnsignedString(seed, 36) + "-" + number;
  }

  /** The bytes of the request, a char each, with the stand-ins of {@link Seeds}. */
  static String make(long seed, long number) {
    return new RequestMaker(seed, number).make();
  }

  private String make() {
    return switch (choices.below(10)) {
      case 0, 1, 2 -> search();
      case 3, 4, 5, 6 -> write();
      case 7 -> form();
      default -> read();
    };
  }

  private String search() {
    String filter = new FilterMaker(choices).filter();
    String endpoint = choices.of(Seeds.ENDPOINTS.subList(0, 7));
    if (choices.onceIn(4)) {
      String body = "{\"filter\": " + quoted(filter) + ", \"count\": " + choices.below(20) + "}";
      return request("POST", BASE + endpoint + "/.search", body);
    }
    return request("GET", BASE + endpoint + "?" + query("filter", filter), null);
  }

  private String read() {
    StringBuilder target = new StringBuilder(BASE).append(choices.of(Seeds.ENDPOINTS));
    if (choices.onceIn(2)) {
      target.append('/').append(id());
    }
    for (int n = choices.below(4); n > 0; n--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&').append(parameter());
    }
    String path =
        choices.onceIn(12)
            ? choices.of(
                "/health/ready",
                "/",
                "*",
                "/oauth/token",
                "/.well-known/oauth-authorization-server",
                "/invitations/abc",
                "http://x" + target)
            : target.toString();
    if (choices.onceIn(2)) {
      path =
          choices.onceIn(2) ? Mutations.ofTokens(path, choices) : Mutations.ofBytes(path, choices);
    }
    String body = choices.onceIn(10) ? choices.of(Seeds.USER_BODIES) : null;
    return request(
        choices.of("GET", "GET", "GET", "HEAD", "DELETE", "OPTIONS", "POST"), path, body);
  }

  private String parameter() {
    return switch (choices.below(7)) {
      case 0 -> "startIndex=" + number();
      case 1 -> "count=" + number();
      case 2 ->
          query("sortBy", choices.of(Seeds.ATTRIBUTES))
              + "&sortOrder="
              + choices.of("ascending", "descending", "x");
      case 3 ->
          query("attributes", choices.of(Seeds.ATTRIBUTES) + "," + choices.of(Seeds.ATTRIBUTES));
      case 4 -> query("excludedAttributes", choices.of(Seeds.ATTRIBUTES));
      case 5 -> query("cursor", choices.of("", "abc", "AAAAAAAAAAAAAAAAAAAA", "=="));
      default -> query("filter", new FilterMaker(choices).filter());
    };
  }

  private String number() {
    return choices.of(
        "0", "1", "2", "10", "-1", "2147483648", "99999999999999999999", "a", "", "1.5");
  }

  private String write() {
    boolean user = choices.onceIn(2);
    String endpoint = user ? "/Users" : "/Groups";
    return switch (choices.below(6)) {
      case 0, 1 ->
          request("POST", BASE + endpoint, body(user ? Seeds.USER_BODIES : Seeds.GROUP_BODIES));
      case 2 ->
          request(
              "PUT",
              BASE + endpoint + "/" + id(user),
              body(user ? Seeds.USER_BODIES : Seeds.GROUP_BODIES));
      case 3, 4 -> request("PATCH", BASE + endpoint + "/" + id(user), body(Seeds.PATCH_BODIES));
      default ->
          request(
              "POST",
              BASE + choices.of("/Bulk", "/Users/.search", "/.search", "/Invitations"),
              body(Seeds.OTHER_BODIES));
    };
  }

  private String form() {
    String form =
        choices.of(
            "grant_type=client_credentials&client_id=a&client_secret=b",
            "grant_type=client_credentials&scope=scim",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=e30.e30.e30",
            "grant_type=password",
            "");
    String mutated = choices.onceIn(2) ? Mutations.ofTokens(form, choices) : form;
    return request("POST", "/oauth/token", mutated, "application/x-www-form-urlencoded");
  }

  private String body(List<String> seeds) {
    String body = choices.of(seeds).replace("NAME", name);
    return switch (choices.below(12)) {
      case 0 -> body;
      case 1 -> Mutations.ofBytes(body, choices);
      case 2 -> Mutations.ofEncoding(body, choices);
      case 3 -> nested(body);
      default -> Mutations.ofTokens(body, choices);
    };
  }

  private String nested(String body) {
    int depth = 1 + choices.below(choices.onceIn(4) ? 5_000 : 60);
    String[] pair = choices.onceIn(2) ? new String[] {"[", "]"} : new String[] {"{\"a\":", "}"};
    String deep = pair[0].repeat(depth) + "1" + (choices.onceIn(8) ? "" : pair[1].repeat(depth));
    int at = body.indexOf(':', choices.below(body.length()));
    return at < 0 ? deep : body.substring(0, at + 1) + deep + "," + body.substring(at + 1);
  }

  private String id() {
    return id(choices.onceIn(2));
  }

  private String id(boolean user) {
    int most = user ? Seeds.USERS : Seeds.GROUPS;
    String id =
        Seeds.ID + String.format(Locale.ROOT, "%012d", (user ? 0 : 100) + choices.below(most));
    return choices.onceIn(15)
        ? choices.of(
            "a", "0", "%20", "x".repeat(300), id.toUpperCase(Locale.ROOT) + "0", ".search", "OG-1")
        : id;
  }

  private String request(String method, String target, String body) {
    return request(method, target, body, "application/scim+json");
  }

  private String request(String method, String target, String body, String type) {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " HTTP/1.1");
    lines.add("Host: x");
    lines.add("Authorization: Bearer " + (choices.onceIn(30) ? "no" : "") + Seeds.TOKEN);
    boolean chunked = body != null && choices.onceIn(5);
    if (body != null) {
      lines.add(
          "Content-Type: "
              + (choices.onceIn(20)
                  ? choices.of("text/plain", "x", "", "application/json;charset=utf-16")
                  : type));
      lines.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length());
    }
    if (choices.onceIn(3)) {
      lines.add(
          choices.of(
              "If-Match: W/\"1\"",
              "If-None-Match: *",
              "Accept: application/json",
              "Accept: text/html",
              "Accept: ;q=x",
              "Accept-Encoding: gzip",
              "Accept-Encoding: gzip;q=a, *;q=",
              "X-Request-Id: \u00e9",
              "X-Forwarded-For: 1.2.3.4, x",
              "Expect: 100-continue",
              "Prefer: return=minimal",
              "Content-Encoding: gzip",
              "Range: bytes=0-1",
              "Cookie: a=b",
              "Connection: close",
              "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c",
              "TE: trailers",
              "If-Match: \"",
              "If-Match:"));
    }
    String head = String.join("\r\n", lines) + "\r\n\r\n";
    String sent = body == null ? "" : chunked ? chunked(body) : body;
    return choices.onceIn(6) ? damagedHead(head) + sent : head + sent;
  }

  private String damagedHead(String head) {
    return switch (choices.below(6)) {
      case 0 ->
          head.replaceFirst(
              "^\\S+", choices.of("TRACE", "CONNECT", "PRI", "QUERY", "get", "G\u00e9T", "\"", ""));
      case 1 ->
          head.replaceFirst(
              "HTTP/1\\.1",
              choices.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "", "http/1.1", "HTTP/1.1 x"));
      case 2 ->
          head.replaceFirst(
              "Host: x",
              choices.of(
                  "X: y", "Host: a\r\nHost: b", "Host : x", "Host: \u00e9\u0000", " Host: x"));
      case 3 ->
          head.replace(
              "\r\n\r\n",
              "\r\n"
                  + choices.of(
                      "Content-Length: 3",
                      "Transfer-Encoding: chunked",
                      "Transfer-Encoding: gzip",
                      "Content-Length: -1",
                      "Content-Length: 1e9",
                      "A: b\r\n c",
                      "X: " + "z".repeat(140_000),
                      "Y: z\r\n".repeat(120) + "Z: a")
                  + "\r\n\r\n");
      default -> Mutations.ofBytes(head, choices);
    };
  }

  private String chunked(String body) {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < body.length(); ) {
      int end = Math.min(body.length(), at + 1 + choices.below(200));
      chunks.append(Integer.toHexString(end - at)).append(choices.onceIn(5) ? ";a=b" : "");
      chunks.append("\r\n").append(body, at, end).append("\r\n");
      at = end;
    }
    String whole = chunks.append("0\r\n\r\n").toString();
    return choices.onceIn(8) ? Mutations.ofBytes(whole, choices) : whole;
  }

  private static String query(String name, String value) {
    StringBuilder encoded = new StringBuilder(name).append('=');
    for (char c : value.toCharArray()) {
      boolean plain = Character.isLetterOrDigit(c) && c < 128;
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    return encoded.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
