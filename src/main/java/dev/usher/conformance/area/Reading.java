package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.UUID;

/** Reading resources and choosing what an answer has of them (RFC 7644 §3.4, §3.9). */
final class Reading {
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "read-resource",
              "RFC 7644 §3.4.1",
              "A resource is read by its id",
              probe -> {
                Made user = probe.user();
                probe.get(user.path()).status(200).has("/id", user.id());
              }),
          Requirement.of(
              "read-unknown",
              "RFC 7644 §3.4.1",
              "An unknown id is 404",
              probe -> probe.get("/Users/" + UUID.randomUUID()).status(404)),
          Requirement.of(
              "read-list",
              "RFC 7644 §3.4.2",
              "A list is a ListResponse with totalResults and Resources",
              probe -> {
                probe.user();
                Exchange list = probe.get("/Users").status(200);
                list.require(list.texts("/schemas").contains(LIST), "the schema " + LIST);
                list.require(list.at("/totalResults").isIntegralNumber(), "totalResults");
                list.require(!list.resources().isEmpty(), "Resources");
                list.require(
                    list.at("/totalResults").intValue() >= list.resources().size(),
                    "totalResults to count the Resources");
              }),
          Requirement.of(
              "read-attributes",
              "RFC 7644 §3.9",
              "attributes leaves out what it does not name, but not the id",
              probe -> {
                Made user = probe.user();
                chosen(probe.get(user.path() + "?attributes=userName"), user);
              }),
          Requirement.of(
              "read-attributes-case",
              "RFC 7643 §2.1",
              "Names in attributes are compared without case",
              probe -> {
                Made user = probe.user();
                chosen(probe.get(user.path() + "?attributes=USERNAME"), user);
              }),
          Requirement.of(
              "read-attributes-urn",
              "RFC 7644 §3.10",
              "attributes takes names with their schema's URN",
              probe -> {
                Made user = probe.user();
                chosen(probe.get(user.path() + "?attributes=" + USER + ":userName"), user);
              }),
          Requirement.of(
              "read-attributes-sub",
              "RFC 7644 §3.10",
              "attributes takes sub-attributes",
              probe -> {
                Made user = probe.user();
                probe
                    .get(user.path() + "?attributes=name.givenName")
                    .status(200)
                    .has("/name/givenName", "Ada")
                    .lacks("/name/familyName")
                    .lacks("/userName");
              }),
          Requirement.of(
              "read-excluded",
              "RFC 7644 §3.9",
              "excludedAttributes leaves out what it names",
              probe -> {
                Made user = probe.user();
                excluded(probe.get(user.path() + "?excludedAttributes=emails,title").status(200));
              }),
          Requirement.of(
              "read-excluded-sub",
              "RFC 7644 §3.10",
              "excludedAttributes takes sub-attributes",
              probe ->
                  probe
                      .get(probe.user().path() + "?excludedAttributes=name.givenName")
                      .status(200)
                      .has("/name/familyName", "Lovelace")
                      .lacks("/name/givenName")),
          Requirement.of(
              "read-excluded-always",
              "RFC 7643 §7",
              "What is always returned cannot be excluded",
              probe -> {
                Made user = probe.user();
                probe
                    .get(user.path() + "?excludedAttributes=id,userName")
                    .status(200)
                    .has("/id", user.id());
              }),
          Requirement.of(
              "read-list-attributes",
              "RFC 7644 §3.4.2.5",
              "attributes works on lists",
              probe -> {
                Made user = probe.user();
                Exchange list = probe.get("/Users?count=1000&attributes=userName").status(200);
                JsonNode one = list.element("/Resources", "id", user.id()).orElse(null);
                if (one == null) {
                  // a large server: the list's first page need not have it
                  list.require(!list.resources().isEmpty(), "Resources");
                  one = list.resources().get(0);
                }
                list.require(one.hasNonNull("userName"), "userName in each");
                list.require(!one.has("emails") && !one.has("displayName"), "nothing else in each");
              }),
          Requirement.of(
              "read-list-excluded",
              "RFC 7644 §3.4.2.5",
              "excludedAttributes works on lists",
              probe -> {
                probe.user();
                Exchange list = probe.get("/Users?count=10&excludedAttributes=emails").status(200);
                list.require(
                    list.resources().stream().noneMatch(each -> each.has("emails")),
                    "no emails in any");
                list.require(
                    list.resources().stream().allMatch(each -> each.hasNonNull("userName")),
                    "userName in each");
              }));

  private Reading() {}

  private static void chosen(Exchange answer, Made user) {
    answer.status(200).has("/id", user.id()).has("/userName", user.name());
    answer.lacks("/emails").lacks("/displayName").lacks("/name");
  }

  private static void excluded(Exchange answer) {
    answer.lacks("/emails").lacks("/title").has("/displayName", "Ada Lovelace");
    answer.require(answer.at("/id").isTextual(), "the id");
  }
}
