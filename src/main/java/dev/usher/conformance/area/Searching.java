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
import java.util.Set;
import java.util.TreeSet;

/** Querying by POST (RFC 7644 §3.4.3). */
final class Searching {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          search(
              "search-filter",
              "POST /Users/.search takes a filter",
              probe -> {
                Made user = probe.user();
                Filtering.only(users(probe, byName(user.name())), user);
              }),
          search(
              "search-attributes",
              "The body's attributes choose what the resources have",
              probe -> {
                Made user = probe.user();
                ObjectNode body = byName(user.name());
                body.putArray("attributes").add("userName");
                Exchange found = users(probe, body).status(200);
                found.has("/Resources/0/userName", user.name()).lacks("/Resources/0/emails");
              }),
          search(
              "search-excluded",
              "The body's excludedAttributes leave out what they name",
              probe -> {
                Made user = probe.user();
                ObjectNode body = byName(user.name());
                body.putArray("excludedAttributes").add("emails");
                Exchange found = users(probe, body).status(200);
                found.has("/Resources/0/userName", user.name()).lacks("/Resources/0/emails");
              }),
          search(
              "search-page",
              "The body's startIndex and count choose the page",
              probe -> {
                String title = IndexPaging.five(probe);
                ObjectNode body = filtered("title eq \"" + title + "\"");
                body.put("startIndex", 4).put("count", 3);
                Exchange found = users(probe, body).status(200);
                found.require(found.resources().size() == 2, "two resources");
                found.has("/totalResults", 5);
              }),
          search(
              "search-broken",
              "A filter that cannot be read is 400 invalidFilter",
              probe -> users(probe, filtered("userName eq")).refusedAs(400, "invalidFilter")),
          search("search-root", "POST /.search looks through all resource types", Searching::root));

  private Searching() {}

  private static Requirement search(String id, String sentence, Check check) {
    return Requirement.of(
        Feature.FILTER,
        id,
        "RFC 7644 §3.4.3",
        sentence,
        probe -> {
          if (!id.equals("search-root")) {
            Exchange plain = users(probe, message().put("count", 0));
            if (List.of(404, 405, 501).contains(plain.status())) {
              throw new NotOffered("/Users/.search answers " + plain.status());
            }
          }
          check.verify(probe);
        });
  }

  private static ObjectNode message() {
    return Json.object("{'schemas': ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']}");
  }

  private static ObjectNode filtered(String filter) {
    return message().put("filter", filter);
  }

  private static ObjectNode byName(String name) {
    return filtered("userName eq \"" + name + "\"");
  }

  private static Exchange users(Probe probe, ObjectNode body) {
    return probe.post("/Users/.search", body);
  }

  private static void root(Probe probe) {
    Exchange plain = probe.post("/.search", message().put("count", 0));
    if (List.of(403, 404, 405, 501).contains(plain.status())) {
      throw new NotOffered("/.search answers " + plain.status());
    }
    if (!probe.offers(Feature.GROUPS)) {
      throw new NotOffered("the server has no groups");
    }
    Made user = probe.user();
    ObjectNode group = Probe.groupBody(user.name());
    Exchange made = Creating.success(probe.post("/Groups", group));
    Exchange found =
        probe
            .post(
                "/.search",
                filtered(
                    "displayName eq \"%s\" or userName eq \"%s\""
                        .formatted(user.name(), user.name())))
            .status(200);
    Set<String> types = new TreeSet<>();
    for (JsonNode each : found.at("/Resources")) {
      types.add(each.at("/meta/resourceType").asText());
    }
    found.require(
        found.ids().contains(user.id())
            && found.ids().contains(made.id())
            && types.equals(Set.of("Group", "User")),
        "the user and the group");
  }
}
