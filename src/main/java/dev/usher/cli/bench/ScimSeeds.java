package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cli.bench.Load.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fills any SCIM server by its own means: one POST for each person, and groups with PATCH. Whoever
 * is there already is found by userName, so that a second run starts at once.
 */
final class ScimSeeds {
  private static final int OUTSIDERS = 200;
  private static final int MEMBERS_AT_ONCE = 500;

  private final Load server;
  private final ObjectMapper mapper = new ObjectMapper();

  ScimSeeds(Load server) {
    this.server = server;
  }

  /**
   * Creates what is not there yet, and shows how far it is. A server that refuses groups is filled
   * without.
   *
   * @throws MeasurementException when the server does not take users, or does not answer
   */
  Population plant(int people, int groups) {
    List<String> personIds = new ArrayList<>();
    personIds.add(""); // numbers begin with 1
    try (Progress progress = Progress.of("Creating users", people + OUTSIDERS)) {
      for (int number = 1; number <= people + OUTSIDERS; number++) {
        Person person = new Person(number);
        personIds.add(idOf("/Users", person.json(), "userName", person.userName()));
        progress.step();
      }
    }
    List<String> groupIds = groups(groups, personIds.subList(1, people + 1));
    return new Population(people, OUTSIDERS, groupIds.size() - 1, personIds::get, groupIds::get);
  }

  /** Ids by number; none when the server refuses a group or its members. */
  private List<String> groups(int groups, List<String> members) {
    List<String> groupIds = new ArrayList<>();
    groupIds.add(""); // numbers begin with 1
    try {
      plantGroups(groups, groupIds);
      fill(groupIds.get(1), members);
      return groupIds;
    } catch (MeasurementException e) {
      if (e.isRefusal()) {
        return List.of("");
      }
      throw e;
    }
  }

  private void plantGroups(int groups, List<String> groupIds) {
    for (int number = 1; number <= groups; number++) {
      String name = "Bench group " + number;
      groupIds.add(
          idOf(
              "/Groups",
              "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\"}"
                  .formatted(name),
              "displayName",
              name));
    }
  }

  private void fill(String group, List<String> members) {
    for (int from = 0; from < members.size(); from += MEMBERS_AT_ONCE) {
      String values =
          members.subList(from, Math.min(from + MEMBERS_AT_ONCE, members.size())).stream()
              .map("{\"value\":\"%s\"}"::formatted)
              .collect(Collectors.joining(","));
      ask(
          new Call(
              "PATCH",
              "/Groups/" + group,
              Optional.of(
                  "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":["
                      + values
                      + "]}]}"),
              ""));
    }
  }

  private String idOf(String endpoint, String resource, String unique, String value) {
    Call post = Call.with("POST", endpoint, resource, "");
    Answer created = server.ask(post);
    if (created.good()) {
      return id(post, json(post, created));
    }
    if (created.status() != 409) {
      throw server.refused(post, created);
    }
    String filter =
        URLEncoder.encode("%s eq \"%s\"".formatted(unique, value), StandardCharsets.UTF_8);
    Call get = Call.get(endpoint + "?filter=" + filter.replace("+", "%20"), "");
    return id(get, json(get, ask(get)).path("Resources").path(0));
  }

  private static String id(Call call, JsonNode resource) {
    String id = resource.path("id").asText();
    if (id.isEmpty()) {
      throw MeasurementException.answered(
          call.method() + " " + call.path() + " was answered without an id", 200);
    }
    return id;
  }

  private Answer ask(Call call) {
    Answer answer = server.ask(call);
    if (!answer.good()) {
      throw server.refused(call, answer);
    }
    return answer;
  }

  private JsonNode json(Call call, Answer answer) {
    try {
      return mapper.readTree(answer.body());
    } catch (IOException e) {
      throw MeasurementException.answered(
          call.method() + " " + call.path() + " was answered without JSON", answer.status());
    }
  }
}
