package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups and their members (RFC 7643 §4.2). */
final class Grouping {
  private static final String GROUP = "RFC 7643 §4.2";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          group(
              "group-create",
              "RFC 7644 §3.3",
              "A group is created with its displayName",
              probe -> {
                Made group = probe.group();
                probe.get(group.path()).status(200).has("/displayName", group.name());
              }),
          group(
              "group-required",
              GROUP,
              "A group without displayName is 400",
              probe ->
                  probe
                      .send(
                          "POST",
                          "/Groups",
                          "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"]}")
                      .refusal(400, "invalidValue", "invalidSyntax")),
          group(
              "group-members",
              GROUP,
              "A group is created with members, each with value and $ref",
              Grouping::members),
          group(
              "group-excluded-members",
              "RFC 7644 §3.9",
              "excludedAttributes=members leaves the members out",
              probe -> {
                Made group = probe.group(probe.user().id());
                probe
                    .get(group.path() + "?excludedAttributes=members")
                    .status(200)
                    .has("/displayName", group.name())
                    .lacks("/members");
              }),
          patched(
              "group-add-member",
              "RFC 7644 §3.5.2.1",
              "add gives a group a member and keeps the others",
              probe -> {
                Made ada = probe.user();
                Made bob = probe.user();
                Made group = probe.group(ada.id());
                has(probe.patched(group.path(), adding(bob)), ada, bob);
              }),
          patched(
              "group-add-member-twice",
              "RFC 7644 §3.5.2.1",
              "add of somebody who is a member changes nothing",
              probe -> {
                Made ada = probe.user();
                Made group = probe.group(ada.id());
                has(probe.patched(group.path(), adding(ada)), ada);
              }),
          patched(
              "group-remove-member",
              "RFC 7644 §3.5.2.2",
              "remove by a value path takes one member and leaves the others",
              probe -> {
                Made ada = probe.user();
                Made bob = probe.user();
                Made group = probe.group(ada.id(), bob.id());
                String path = "members[value eq \\\"" + ada.id() + "\\\"]";
                has(
                    probe.patched(group.path(), "{'op': 'remove', 'path': '%s'}".formatted(path)),
                    bob);
              }),
          patched(
              "group-remove-members",
              "RFC 7644 §3.5.2.2",
              "remove of members empties the group",
              probe -> {
                Made group = probe.group(probe.user().id());
                has(probe.patched(group.path(), "{'op': 'remove', 'path': 'members'}"));
              }),
          patched(
              "group-replace-members",
              "RFC 7644 §3.5.2.3",
              "replace gives a group other members",
              probe -> {
                Made bob = probe.user();
                Made group = probe.group(probe.user().id());
                has(
                    probe.patched(
                        group.path(),
                        "{'op': 'replace', 'path': 'members', 'value': [{'value': '%s'}]}"
                            .formatted(bob.id())),
                    bob);
              }),
          patched(
              "group-rename",
              "RFC 7644 §3.5.2.3",
              "A group is renamed and keeps its members",
              probe -> {
                Made ada = probe.user();
                Made group = probe.group(ada.id());
                String name = probe.name();
                Exchange read =
                    probe.patched(
                        group.path(),
                        "{'op': 'replace', 'path': 'displayName', 'value': '%s'}".formatted(name));
                has(read.has("/displayName", name), ada);
              }),
          group(
              "group-put",
              "RFC 7644 §3.5.1",
              "PUT gives a group other members",
              probe -> {
                Made bob = probe.user();
                Made group = probe.group(probe.user().id());
                ObjectNode body = Probe.groupBody(group.name());
                body.putArray("members").addObject().put("value", bob.id());
                Creating.success(probe.put(group.path(), body));
                has(probe.get(group.path()).status(200), bob);
              }),
          group(
              "group-filter-name",
              "RFC 7644 §3.4.2.2",
              "displayName eq finds the group",
              probe -> {
                Made group = probe.group();
                Filtering.only(
                    filtered(probe, "/Groups", "displayName eq \"" + group.name() + "\""), group);
              }),
          group(
              "group-filter-member",
              "RFC 7644 §3.4.2.2",
              "members.value eq finds the groups of a user",
              probe -> {
                Made ada = probe.user();
                Made group = probe.group(ada.id());
                Filtering.only(
                    filtered(probe, "/Groups", "members.value eq \"" + ada.id() + "\""), group);
              }),
          group(
              "group-of-user",
              "RFC 7643 §4.1.2",
              "A user's groups name the groups that it is in",
              probe -> {
                Made ada = probe.user();
                Made group = probe.group(ada.id());
                Exchange read = probe.get(ada.path()).status(200);
                read.require(
                    read.element("/groups", "value", group.id()).isPresent(),
                    "groups with " + group.id());
              }),
          group(
              "group-of-user-read-only",
              "RFC 7643 §4.1.2",
              "A user's groups are not changed through the user",
              probe -> {
                Made group = probe.group();
                ObjectNode body = Probe.userBody(probe.name());
                body.putArray("groups").addObject().put("value", group.id());
                Made user = probe.user(body);
                has(probe.get(group.path()).status(200));
                probe.get(user.path()).status(200).lacks("/groups");
              }),
          group("group-nested", GROUP, "A group may be a member of a group", Grouping::nested),
          group(
              "group-delete",
              "RFC 7644 §3.6",
              "A deleted group leaves its members alone",
              probe -> {
                Made ada = probe.user();
                Made group = probe.group(ada.id());
                Creating.success(probe.delete(group.path()));
                probe.get(group.path()).status(404);
                probe.get(ada.path()).status(200).lacks("/groups");
              }));

  private Grouping() {}

  private static Requirement group(String id, String section, String sentence, Check check) {
    return Requirement.of(Feature.GROUPS, id, section, sentence, check);
  }

  private static Requirement patched(String id, String section, String sentence, Check check) {
    return group(
        id,
        section,
        sentence,
        probe -> {
          if (!probe.offers(Feature.PATCH)) {
            throw new NotOffered("the server does not announce patch");
          }
          check.verify(probe);
        });
  }

  private static String adding(Made user) {
    return "{'op': 'add', 'path': 'members', 'value': [{'value': '%s'}]}".formatted(user.id());
  }

  private static Exchange filtered(Probe probe, String endpoint, String filter) {
    if (!probe.offers(Feature.FILTER)) {
      throw new NotOffered("the server does not announce filter");
    }
    return probe.find(endpoint, filter);
  }

  private static void has(Exchange group, Made... wanted) {
    Set<String> members = new HashSet<>();
    group.at("/members").forEach(each -> members.add(each.path("value").asText()));
    Set<String> ids = new HashSet<>();
    for (Made each : wanted) {
      ids.add(each.id());
    }
    group.require(
        members.equals(ids) && group.at("/members").size() == ids.size(), "the members " + ids);
  }

  private static void members(Probe probe) {
    Made ada = probe.user();
    Made bob = probe.user();
    Exchange read = probe.get(probe.group(ada.id(), bob.id()).path()).status(200);
    has(read, ada, bob);
    for (JsonNode member : read.at("/members")) {
      String id = member.path("value").asText();
      read.require(member.path("$ref").asText().endsWith("/Users/" + id), "$ref to the user " + id);
    }
  }

  private static void nested(Probe probe) {
    Made inner = probe.group();
    ObjectNode body = Probe.groupBody(probe.name());
    body.putArray("members").addObject().put("value", inner.id()).put("type", "Group");
    Exchange answer = probe.post("/Groups", body);
    if (answer.status() == 400 || answer.status() == 501) {
      throw new NotOffered("a group is not taken as a member");
    }
    Exchange read = probe.get("/Groups/" + Creating.success(answer).id()).status(200);
    has(read, inner);
    String reference = read.at("/members/0/$ref").asText();
    read.require(reference.endsWith("/Groups/" + inner.id()), "$ref to the group");
  }
}
