package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Json;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Creating resources (RFC 7644 §3.3). */
final class Creating {
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "create-status",
              "RFC 7644 §3.3",
              "A created resource is answered with 201",
              probe -> probe.post("/Users", Probe.userBody(probe.name())).status(201)),
          Requirement.of(
              "create-location",
              "RFC 7644 §3.3",
              "The answer's Location is the URL of the resource",
              Creating::location),
          Requirement.of(
              "create-meta-location",
              "RFC 7643 §3.1",
              "meta.location equals Location",
              probe -> {
                Exchange made = create(probe);
                made.require(!made.header("Location").isEmpty(), "the header Location");
                made.has("/meta/location", made.header("Location"));
              }),
          Requirement.of(
              "create-body",
              "RFC 7644 §3.3",
              "The answer has the resource with its id",
              probe -> {
                ObjectNode body = Probe.userBody(probe.name());
                Exchange made = success(probe.post("/Users", body));
                made.require(!made.id().isEmpty(), "an id");
                made.has("/userName", body.get("userName").textValue());
              }),
          Requirement.of(
              "create-meta",
              "RFC 7643 §3.1",
              "meta has resourceType, created and lastModified",
              probe -> {
                Exchange made = create(probe);
                made.has("/meta/resourceType", "User");
                for (String time : List.of("/meta/created", "/meta/lastModified")) {
                  made.require(Times.isDateTime(made.at(time)), time + ", a dateTime");
                }
              }),
          Requirement.of(
              "create-schemas",
              "RFC 7643 §3",
              "schemas names the core schema",
              probe -> {
                Exchange made = create(probe);
                made.require(made.texts("/schemas").contains(USER), "schemas with " + USER);
              }),
          Requirement.of(
              "create-ids-differ",
              "RFC 7643 §3.1",
              "Every resource has an id of its own",
              probe -> {
                Exchange first = create(probe);
                Exchange second = create(probe);
                second.require(!first.id().equals(second.id()), "another id than " + first.id());
              }),
          Requirement.of(
              "create-reads-back",
              "RFC 7644 §3.4.1",
              "What was created reads as it was answered",
              probe -> {
                Made user = probe.user();
                Exchange read = probe.get(user.path()).status(200);
                for (String value :
                    List.of("/userName", "/name/givenName", "/displayName", "/emails/0/value")) {
                  read.has(value, user.exchange().at(value).asText());
                }
              }),
          Requirement.of(
              "create-minimal",
              "RFC 7644 §3.3",
              "What the schema requires is enough",
              probe -> {
                ObjectNode body = Json.object("{'schemas': ['%s']}", USER);
                success(probe.post("/Users", body.put("userName", probe.name())));
              }),
          Requirement.of(
              "create-duplicate",
              "RFC 7644 §3.3",
              "A second user with the same userName is 409 uniqueness",
              probe ->
                  probe
                      .post("/Users", Probe.userBody(probe.user().name()))
                      .refusedAs(409, "uniqueness")),
          Requirement.of(
              "create-duplicate-case",
              "RFC 7643 §2.2",
              "A userName that differs in case alone is taken too, unless it is caseExact",
              Creating::duplicateInAnotherCase),
          Requirement.of(
              "create-read-only-ignored",
              "RFC 7644 §3.3",
              "readOnly attributes of the request are ignored",
              probe -> {
                ObjectNode body = Probe.userBody(probe.name()).put("id", "forged");
                body.putObject("meta").put("created", "1999-01-01T00:00:00Z");
                Exchange made = success(probe.post("/Users", body));
                made.require(!made.id().equals("forged"), "an id of the server's own");
                made.require(
                    !made.at("/meta/created").asText().startsWith("1999"),
                    "meta.created of the server's own");
              }),
          Requirement.of(
              "create-required",
              "RFC 7644 §3.12",
              "A user without userName is 400",
              probe -> {
                ObjectNode body = Probe.userBody(probe.name());
                body.remove("userName");
                probe.post("/Users", body).refusal(400, "invalidValue", "invalidSyntax");
              }),
          Requirement.of(
              "create-attribute-case",
              "RFC 7643 §2.1",
              "Attribute names in a body are compared without case",
              probe -> {
                String name = probe.name();
                ObjectNode body = Json.object("{'schemas': ['%s']}", USER);
                body.put("USERNAME", name).put("DisplayName", "Ada");
                success(probe.post("/Users", body))
                    .has("/userName", name)
                    .has("/displayName", "Ada");
              }),
          Requirement.of(
              "create-projected",
              "RFC 7644 §3.9",
              "attributes chooses what the answer to POST has",
              probe -> {
                Exchange made =
                    success(probe.post("/Users?attributes=userName", Probe.userBody(probe.name())));
                made.lacks("/emails").lacks("/displayName");
                made.require(made.at("/userName").isTextual(), "userName");
              }));

  private Creating() {}

  /** Any 2xx: what is asked for here is something else than the status. */
  static Exchange success(Exchange exchange) {
    return exchange.require(exchange.status() / 100 == 2, "success");
  }

  private static Exchange create(Probe probe) {
    return success(probe.post("/Users", Probe.userBody(probe.name())));
  }

  private static void location(Probe probe) {
    Exchange made = create(probe);
    String location = made.header("Location");
    made.require(!location.isEmpty(), "the header Location");
    made.require(isAbsolute(location), "an absolute Location");
    made.require(location.endsWith("/Users/" + made.id()), "Location to end in /Users/ and the id");
    if (location.startsWith(probe.base())) {
      probe.get(location).status(200).has("/id", made.id());
    }
  }

  private static boolean isAbsolute(String url) {
    try {
      return URI.create(url).isAbsolute();
    } catch (IllegalArgumentException noUrl) {
      return false;
    }
  }

  private static void duplicateInAnotherCase(Probe probe) {
    JsonNode userName =
        probe.get("/Schemas/" + USER).element("/attributes", "name", "userName").orElse(null);
    if (userName != null && userName.path("caseExact").asBoolean()) {
      throw new NotOffered("userName is caseExact");
    }
    String taken = probe.user().name();
    probe.post("/Users", Probe.userBody(taken.toUpperCase(Locale.ROOT))).status(409);
  }
}
