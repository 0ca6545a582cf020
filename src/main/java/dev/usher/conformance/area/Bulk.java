package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.Json;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.UUID;

/** Bulk (RFC 7644 §3.7). */
final class Bulk {
  private static final String RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
  private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

  /** More operations than that are not sent to find out about a limit. */
  private static final int MOST = 20_000;

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.without(
              Feature.BULK,
              "bulk-not-implemented",
              "RFC 7644 §3.7",
              "/Bulk is refused where it is not supported",
              probe -> probe.post("/Bulk", request()).status(403, 404, 405, 501)),
          bulk(
              "bulk-response",
              "RFC 7644 §3.7",
              "A bulk request is answered with one result an operation",
              probe -> {
                ObjectNode request = request();
                creating(request, "a", probe.name());
                creating(request, "b", probe.name());
                Exchange answer = send(probe, request);
                answer.require(answer.texts("/schemas").contains(RESPONSE), "schema " + RESPONSE);
                answer.require(answer.at("/Operations").size() == 2, "two results");
              }),
          bulk(
              "bulk-result",
              "RFC 7644 §3.7",
              "A result has method, bulkId, location and status as a string",
              probe -> {
                ObjectNode request = request();
                creating(request, "a", probe.name());
                Exchange answer = send(probe, request);
                answer
                    .has("/Operations/0/method", "POST")
                    .has("/Operations/0/bulkId", "a")
                    .has("/Operations/0/status", "201");
                String location = answer.at("/Operations/0/location").asText();
                answer.require(location.contains("/Users/"), "the location of the user");
                probe.get("/Users/" + id(location)).status(200);
              }),
          bulk("bulk-methods", "RFC 7644 §3.7", "PUT, PATCH and DELETE are done", Bulk::methods),
          bulk(
              "bulk-errors",
              "RFC 7644 §3.7.3",
              "A failed operation has its status and its error, and the others are done",
              Bulk::errors),
          bulk(
              "bulk-fail-on-errors",
              "RFC 7644 §3.7.3",
              "failOnErrors ends the processing",
              Bulk::failOnErrors),
          bulk(
              "bulk-id",
              "RFC 7644 §3.7.2",
              "bulkId: refers to a resource that the request creates",
              probe -> bulkIds(probe, false)),
          bulk(
              "bulk-id-forward",
              "RFC 7644 §3.7.2",
              "bulkId: refers to one that a later operation creates",
              probe -> bulkIds(probe, true)),
          bulk(
              "bulk-id-circular",
              "RFC 7644 §3.7.1",
              "Circular references are resolved, or refused as a conflict",
              Bulk::circular),
          bulk(
              "bulk-too-many",
              "RFC 7644 §3.7.4",
              "More operations than maxOperations are 413",
              Bulk::tooMany),
          bulk(
              "bulk-broken",
              "RFC 7644 §3.12",
              "A bulk request without operations is 400 or has no results",
              probe -> {
                Exchange answer = probe.send("POST", "/Bulk", "{\"Operations\": 7}");
                answer.status(400);
              }));

  private Bulk() {}

  private static Requirement bulk(String id, String section, String sentence, Check check) {
    return Requirement.of(Feature.BULK, id, section, sentence, check);
  }

  private static ObjectNode request() {
    ObjectNode request =
        Json.object("{'schemas': ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']}");
    request.putArray("Operations");
    return request;
  }

  private static ObjectNode operation(ObjectNode request, String method, String path) {
    return request
        .withArrayProperty("Operations")
        .addObject()
        .put("method", method)
        .put("path", path);
  }

  private static ObjectNode creating(ObjectNode request, String bulkId, String name) {
    ObjectNode operation = operation(request, "POST", "/Users").put("bulkId", bulkId);
    operation.set("data", Probe.userBody(name));
    return operation;
  }

  private static Exchange send(Probe probe, ObjectNode request) {
    Exchange answer = probe.post("/Bulk", request);
    for (JsonNode result : answer.at("/Operations")) {
      String location = result.path("location").asText();
      boolean made = result.path("method").asText().equals("POST") && !location.isEmpty();
      if (made && result.path("status").asText().startsWith("2")) {
        String endpoint = location.contains("/Groups/") ? "/Groups/" : "/Users/";
        probe.deleteAfterwards(endpoint + id(location));
      }
    }
    return answer.status(200);
  }

  private static String id(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static void methods(Probe probe) {
    Made ada = probe.user();
    Made bob = probe.user();
    ObjectNode request = request();
    ObjectNode put = operation(request, "PUT", ada.path());
    put.set("data", Probe.userBody(ada.name()).put("title", "Countess"));
    if (probe.offers(Feature.PATCH)) {
      operation(request, "PATCH", ada.path())
          .set(
              "data",
              Json.object(
                  "{'schemas': ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], 'Operations':"
                      + " [{'op': 'replace', 'path': 'nickName', 'value': 'Ada'}]}"));
    }
    operation(request, "DELETE", bob.path());
    Exchange answer = send(probe, request);
    for (JsonNode result : answer.at("/Operations")) {
      answer.require(result.path("status").asText().startsWith("2"), "each operation to succeed");
    }
    Exchange read = probe.get(ada.path()).status(200).has("/title", "Countess");
    if (probe.offers(Feature.PATCH)) {
      read.has("/nickName", "Ada");
    }
    probe.get(bob.path()).status(404);
  }

  private static void errors(Probe probe) {
    ObjectNode request = request();
    operation(request, "DELETE", "/Users/" + UUID.randomUUID());
    creating(request, "a", probe.name());
    Exchange answer = send(probe, request);
    answer.has("/Operations/0/status", "404").has("/Operations/1/status", "201");
    answer.require(
        answer.texts("/Operations/0/response/schemas").contains(ERROR),
        "the error in the response of the first result");
  }

  private static void failOnErrors(Probe probe) {
    String name = probe.name();
    ObjectNode request = request().put("failOnErrors", 1);
    operation(request, "DELETE", "/Users/" + UUID.randomUUID());
    creating(request, "a", name);
    Exchange answer = send(probe, request);
    answer.require(answer.at("/Operations").size() == 1, "one result");
    if (probe.offers(Feature.FILTER)) {
      Filtering.none(probe.find("/Users", "userName eq \"" + name + "\""));
    }
  }

  private static void bulkIds(Probe probe, boolean forward) {
    if (!probe.offers(Feature.GROUPS)) {
      throw new NotOffered("the server has no groups");
    }
    ObjectNode request = request();
    ObjectNode group = Probe.groupBody(probe.name());
    group.putArray("members").addObject().put("value", "bulkId:user");
    if (!forward) {
      creating(request, "user", probe.name());
    }
    operation(request, "POST", "/Groups").put("bulkId", "group").set("data", group);
    if (forward) {
      creating(request, "user", probe.name());
    }
    Exchange answer = send(probe, request);
    String user = located(answer, "user");
    Exchange read = probe.get("/Groups/" + located(answer, "group")).status(200);
    read.require(
        read.element("/members", "value", user).isPresent(), "the user " + user + " as a member");
  }

  private static String located(Exchange answer, String bulkId) {
    JsonNode result = answer.element("/Operations", "bulkId", bulkId).orElse(null);
    answer.require(
        result != null && result.path("status").asText().equals("201"), bulkId + " with 201");
    return id(result.path("location").asText());
  }

  private static void circular(Probe probe) {
    if (!probe.offers(Feature.GROUPS)) {
      throw new NotOffered("the server has no groups");
    }
    ObjectNode request = request();
    for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}}) {
      ObjectNode group = Probe.groupBody(probe.name());
      group.putArray("members").addObject().put("type", "Group").put("value", "bulkId:" + pair[1]);
      operation(request, "POST", "/Groups").put("bulkId", pair[0]).set("data", group);
    }
    Exchange answer = send(probe, request);
    for (JsonNode result : answer.at("/Operations")) {
      answer.require(
          List.of("201", "409").contains(result.path("status").asText()),
          "each group to be created, or a conflict");
    }
  }

  private static void tooMany(Probe probe) {
    int limit = probe.configuration().at("/bulk/maxOperations").asInt();
    if (limit <= 0 || limit > MOST) {
      throw new NotOffered("a limit that can be tried");
    }
    ObjectNode request = request();
    for (int i = 0; i <= limit; i++) {
      operation(request, "DELETE", "/Users/" + UUID.randomUUID());
    }
    probe.post("/Bulk", request).status(413);
  }
}
