package dev.usher.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Sends Bulks, and looks at what came of them. */
record BulkClient(ScimClient client) {
  static final String REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

  /** Sends operations, each written as a JSON object. */
  Answer send(List<String> operations) {
    return client.post("/Bulk", message(operations));
  }

  Answer send(String... operations) {
    return send(List.of(operations));
  }

  Answer failingOn(int errors, String... operations) {
    return client.post(
        "/Bulk",
        "{\"schemas\": [\"%s\"], \"failOnErrors\": %d, \"Operations\": [%s]}"
            .formatted(REQUEST, errors, String.join(",", operations)));
  }

  static String message(List<String> operations) {
    return "{\"schemas\": [\"%s\"], \"Operations\": [%s]}"
        .formatted(REQUEST, String.join(",", operations));
  }

  static String post(String endpoint, String bulkId, String data) {
    return "{\"method\": \"POST\", \"path\": \"%s\", \"bulkId\": \"%s\", \"data\": %s}"
        .formatted(endpoint, bulkId, data);
  }

  static String user(String bulkId, String userName, String... members) {
    return post("/Users", bulkId, object("userName", userName, members));
  }

  static String group(String bulkId, String displayName, String... members) {
    return post("/Groups", bulkId, object("displayName", displayName, members));
  }

  /** The {@code members} of a group. */
  static String members(String... values) {
    List<String> elements = new ArrayList<>();
    for (String value : values) {
      elements.add("{\"value\": \"%s\"}".formatted(value));
    }
    return "\"members\": [%s]".formatted(String.join(",", elements));
  }

  static String on(String method, String path, String data) {
    return "{\"method\": \"%s\", \"path\": \"%s\", \"data\": %s}".formatted(method, path, data);
  }

  static String delete(String path) {
    return "{\"method\": \"DELETE\", \"path\": \"%s\"}".formatted(path);
  }

  static String patch(String path, String operation) {
    return on("PATCH", path, "{\"Operations\": [%s]}".formatted(operation));
  }

  /** The results. */
  static List<JsonNode> results(Answer answer) {
    return StreamSupport.stream(answer.body().path("Operations").spliterator(), false).toList();
  }

  /** The status of each result. */
  static List<String> statuses(Answer answer) {
    return results(answer).stream().map(result -> result.path("status").textValue()).toList();
  }

  /** The id at the end of a result's location. */
  static String id(Answer answer, int result) {
    String location = results(answer).get(result).path("location").asText();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  static String detail(Answer answer, int result) {
    return results(answer).get(result).at("/response/detail").asText();
  }

  private static String object(String name, String value, String... members) {
    List<String> all = new ArrayList<>();
    all.add("\"%s\": %s".formatted(name, ScimClient.quote(value)));
    all.addAll(List.of(members));
    return "{%s}".formatted(String.join(", ", all));
  }
}
