package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Authentication, media types and the bodies of errors. */
final class Errors {
  private static final String SCIM_JSON = "application/scim+json";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "auth-missing",
              "RFC 7644 §2",
              "A request without credentials is 401",
              probe -> probe.get("/Users?count=1", "Authorization", "").status(401)),
          Requirement.of(
              "auth-wrong",
              "RFC 7644 §2",
              "A request with wrong credentials is 401",
              probe -> wrong(probe).status(401)),
          Requirement.of(
              "auth-challenge",
              "RFC 9110 §15.5.2",
              "A 401 has WWW-Authenticate",
              probe -> {
                Exchange refused = wrong(probe);
                refused.require(
                    !refused.header("WWW-Authenticate").isEmpty(), "the header WWW-Authenticate");
              }),
          Requirement.of(
              "auth-error-body",
              "RFC 7644 §3.12",
              "A refused credential is told as a SCIM error",
              probe -> wrong(probe).error(401, 403)),
          Requirement.of(
              "error-body",
              "RFC 7644 §3.12",
              "An error has the Error schema and its status as a string",
              probe -> probe.get("/Users/" + UUID.randomUUID()).error(404)),
          Requirement.of(
              "error-media-type",
              "RFC 7644 §3.1",
              "An error is " + SCIM_JSON,
              probe -> media(probe.get("/Users/" + UUID.randomUUID()))),
          Requirement.of(
              "answer-media-type",
              "RFC 7644 §3.1",
              "An answer is " + SCIM_JSON,
              probe -> {
                media(probe.get("/Users?count=1").status(200));
                media(probe.user().exchange());
              }),
          Requirement.of(
              "accept-json",
              "RFC 7644 §3.1",
              "A client that accepts application/json is served",
              probe -> {
                Exchange answer = probe.get("/Users?count=1", "Accept", "application/json");
                answer.status(200);
                String type = answer.header("Content-Type").toLowerCase(Locale.ROOT);
                answer.require(type.contains("json"), "a JSON media type");
              }),
          Requirement.of(
              "accept-missing",
              "RFC 9110 §12.5.1",
              "A client that says nothing of what it accepts is served",
              probe -> probe.get("/Users?count=1", "Accept", "").status(200)),
          Requirement.of(
              "take-json",
              "RFC 7644 §3.1",
              "A body of application/json is taken",
              probe ->
                  probe
                      .post(
                          "/Users",
                          Probe.userBody(probe.name()),
                          "Content-Type",
                          "application/json")
                      .status(200, 201)),
          Requirement.of(
              "take-charset",
              "RFC 7644 §3.1",
              "A body of application/scim+json; charset=utf-8 is taken",
              probe ->
                  probe
                      .post(
                          "/Users",
                          Probe.userBody(probe.name()),
                          "Content-Type",
                          "application/scim+json; charset=utf-8")
                      .status(200, 201)),
          Requirement.of(
              "refuse-media-type",
              "RFC 9110 §15.5.16",
              "A body that is no JSON by its media type is refused",
              probe ->
                  probe
                      .post("/Users", Probe.userBody(probe.name()), "Content-Type", "text/html")
                      .status(400, 415)),
          Requirement.of(
              "broken-json",
              "RFC 7644 §3.12",
              "A body that is no JSON is 400 invalidSyntax",
              probe ->
                  probe
                      .send("POST", "/Users", "{\"userName\": ")
                      .refusal(400, "invalidSyntax", "invalidValue")),
          Requirement.of(
              "no-object",
              "RFC 7644 §3.12",
              "A body that is no object is 400",
              probe ->
                  probe.send("POST", "/Users", "[]").refusal(400, "invalidSyntax", "invalidValue")),
          Requirement.of(
              "wrong-type",
              "RFC 7644 §3.12",
              "A value of the wrong type is 400",
              probe -> {
                var body = Probe.userBody(probe.name());
                body.putObject("userName").put("a", "b");
                probe.post("/Users", body).refusal(400, "invalidValue", "invalidSyntax");
              }),
          Requirement.of(
              "unknown-endpoint",
              "RFC 7644 §3.12",
              "An unknown endpoint is 404",
              probe -> probe.get("/NobodyServesThis").status(404)),
          Requirement.of(
              "refusals-are-errors",
              "RFC 7644 §3.12",
              "Every refusal, of whatever layer, is a SCIM error",
              Errors::refusals),
          Requirement.of(
              "parameters-twice",
              "RFC 7644 §3.4.2",
              "Of two filters none is dropped: the request is refused, or both hold",
              Errors::filters),
          Requirement.of(
              "errors-tell-no-internals",
              "RFC 9110 §17.1",
              "An error says nothing of the program's inside",
              probe -> {
                Exchange refused = probe.send("POST", "/Users", "{\"userName\": ");
                refused.require(
                    !refused.text().contains("Exception") && !refused.text().contains("\\tat "),
                    "no stack trace or exception");
              }));

  private Errors() {}

  private static void refusals(Probe probe) {
    ObjectNode body = Probe.userBody(probe.name());
    for (Exchange refused :
        List.of(
            probe.get("/NobodyServesThis"),
            probe.send("POST", "/ServiceProviderConfig", "{}"),
            probe.send("DELETE", "/Users", ""),
            probe.post("/Users", body, "Content-Type", "text/html"),
            probe.send("POST", "/Users", "{\"userName\": "),
            probe.get("/Users?filter=userName+eq"),
            probe.get("/Users?count=1", "Accept", "application/json;q=1.0000"),
            probe.get("/Users?count=1", "Accept", "*/*;q=abc"),
            probe.get("/NobodyServesThis", "Accept", "a/"),
            probe.post("/Users", body, "Content-Type", "a/"),
            probe.post("/Users", body, "Content-Type", "application/json, text/html"))) {
      refused.require(refused.status() < 500, "no failure of the server");
      if (refused.status() >= 400) {
        media(refused);
        refused.error(refused.status());
      }
    }
  }

  private static void filters(Probe probe) {
    String name = probe.user().name();
    String one = "filter=" + Probe.encoded("userName eq \"" + name + "\"");
    String other = "filter=" + Probe.encoded("userName eq \"nobody-" + UUID.randomUUID() + "\"");
    for (String query : List.of(one + "&" + other, other + "&" + one)) {
      Exchange found = probe.get("/Users?" + query).status(200, 400);
      found.require(found.status() == 400 || found.resources().isEmpty(), "no user, or 400");
    }
  }

  private static Exchange wrong(Probe probe) {
    return probe.get("/Users?count=1", "Authorization", "Bearer wrong-" + UUID.randomUUID());
  }

  private static void media(Exchange answer) {
    String type = answer.header("Content-Type").toLowerCase(Locale.ROOT);
    answer.require(type.startsWith(SCIM_JSON), "Content-Type " + SCIM_JSON);
  }
}
