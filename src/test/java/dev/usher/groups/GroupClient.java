package dev.usher.groups;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The requests on groups that these tests send most. */
record GroupClient(ScimClient client) {

  /** A group of that name with these further members of its JSON, each {@code "name": value}. */
  Answer create(String displayName, String... json) {
    StringBuilder body = new StringBuilder("{\"displayName\": ");
    body.append(ScimClient.quote(displayName));
    for (String each : json) {
      body.append(", ").append(each);
    }
    return client.post("/Groups", body.append('}').toString());
  }

  Answer rename(String id, String displayName) {
    return client.patchOps(
        "/Groups/" + id,
        "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": %s}"
            .formatted(ScimClient.quote(displayName)));
  }

  Answer add(String group, String... members) {
    return client.patchOps(
        "/Groups/" + group,
        "{\"op\": \"add\", \"path\": \"members\", \"value\": %s}".formatted(values(members)));
  }

  Answer remove(String group, String member) {
    return client.patchOps(
        "/Groups/" + group,
        "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(member));
  }

  /** The ids of the members, as read. */
  List<String> members(String group) {
    return values(client.get("/Groups/" + group), "/members");
  }

  /** The {@code value}s of an array of an answer. */
  static List<String> values(Answer answer, String pointer) {
    List<String> values = new ArrayList<>();
    answer.body().at(pointer).forEach(each -> values.add(each.path("value").asText()));
    return values;
  }

  /** The {@code members} of a group's JSON. */
  static String withMembers(String... ids) {
    return "\"members\": " + values(ids);
  }

  private static String values(String... ids) {
    return Arrays.stream(ids)
        .map("{\"value\": \"%s\"}"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
