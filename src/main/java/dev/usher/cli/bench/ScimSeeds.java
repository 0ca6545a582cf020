package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cli.bench.Load.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Creates what is not there yet, and shows how far it is. */
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
    List<String> groupIds = new ArrayList<>();
    groupIds.add("");
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
    fill(groupIds.get(1), personIds.subList(1, people + 1));
    return new Population(people, OUTSIDERS, groups, personIds::get, groupIds::get);
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
    Answer created = server.ask(new Call("POST", endpoint, Optional.of(resource), ""));
    if (created.good()) {
      return json(created).path("id").asText();
    }
    if (created.status() != 409) {
      throw refused("POST " + endpoint, created);
    }
    String filter =
        URLEncoder.encode("%s eq \"%s\"".formatted(unique, value), StandardCharsets.UTF_8);
    Answer found = ask(Call.get(endpoint + "?filter=" + filter.replace("+", "%20"), ""));
    return json(found).path("Resources").path(0).path("id").asText();
  }

  private Answer ask(Call call) {
    Answer answer = server.ask(call);
    if (!answer.good()) {
      throw refused(call.method() + " " + call.path(), answer);
    }
    return answer;
  }

  private static IllegalStateException refused(String request, Answer answer) {
    return new IllegalStateException(request + " was answered " + answer.text());
  }

  private JsonNode json(Answer answer) {
    try {
      return mapper.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
