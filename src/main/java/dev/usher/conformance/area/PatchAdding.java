package dev.usher.conformance.area;

import static dev.usher.conformance.area.Patching.home;
import static dev.usher.conformance.area.Patching.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;

/** What PATCH does by add (RFC 7644 §3.5.2.1). */
final class PatchAdding {
  private static final String ADD = "RFC 7644 §3.5.2.1";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          patch(
              "patch-add-simple",
              ADD,
              "add gives a value to an attribute",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'add', 'path': 'nickName', 'value': 'Countess'}")
                      .has("/nickName", "Countess")),
          patch(
              "patch-add-replaces",
              ADD,
              "add to an attribute with one value replaces it",
              probe ->
                  probe
                      .patched(
                          probe.user().path(), "{'op': 'add', 'path': 'title', 'value': 'Boss'}")
                      .has("/title", "Boss")),
          patch(
              "patch-add-no-path",
              ADD,
              "add without path adds what its value has",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'add', 'value': {'nickName': 'Countess', 'locale': 'en-GB'}}")
                      .has("/nickName", "Countess")
                      .has("/locale", "en-GB")
                      .has("/title", "Analyst")),
          patch(
              "patch-add-value",
              ADD,
              "add to a multi-valued attribute keeps what is there",
              PatchAdding::addsAValue),
          patch(
              "patch-add-twice",
              ADD,
              "add of a value that is there changes nothing",
              PatchAdding::addsTwice),
          patch(
              "patch-add-sub",
              ADD,
              "add to a sub-attribute leaves the others",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'add', 'path': 'name.middleName', 'value': 'King'}")
                      .has("/name/middleName", "King")
                      .has("/name/givenName", "Ada")),
          patch(
              "patch-add-complex",
              ADD,
              "add of a complex value leaves the sub-attributes that it lacks",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'add', 'path': 'name', 'value': {'middleName': 'King'}}")
                      .has("/name/middleName", "King")
                      .has("/name/givenName", "Ada")),
          patch(
              "patch-primary",
              "RFC 7644 §3.5.2",
              "A new primary value takes that from the old one",
              PatchAdding::primary));

  private PatchAdding() {}

  private static void addsAValue(Probe probe) {
    Made user = probe.user();
    Exchange read = probe.patched(user.path(), home(user));
    read.require(read.at("/emails").size() == 2, "two e-mail addresses");
    read.require(read.element("/emails", "value", user.name()).isPresent(), "the old address");
    read.require(read.element("/emails", "value", "h." + user.name()).isPresent(), "the new one");
  }

  private static void addsTwice(Probe probe) {
    Made user = probe.user();
    Exchange once = probe.patched(user.path(), home(user));
    Exchange twice = probe.patched(user.path(), home(user));
    twice.require(twice.at("/emails").size() == once.at("/emails").size(), "no further address");
    twice.has("/meta/lastModified", once.at("/meta/lastModified").asText());
  }

  private static void primary(Probe probe) {
    Made user = probe.user();
    Exchange read =
        probe.patched(
            user.path(),
            "{'op': 'add', 'path': 'emails', 'value': [{'type': 'home', 'value': 'h.%s',"
                    .formatted(user.name())
                + " 'primary': true}]}");
    int primaries = 0;
    for (JsonNode email : read.at("/emails")) {
      primaries += email.path("primary").asBoolean() ? 1 : 0;
    }
    read.require(primaries == 1, "one primary e-mail address");
    read.require(
        read.element("/emails", "value", "h." + user.name())
            .filter(each -> each.path("primary").asBoolean())
            .isPresent(),
        "the new address to be primary");
  }
}
