package dev.usher.conformance.area;

import static dev.usher.conformance.area.Patching.patch;

import dev.usher.conformance.Exchange;
import dev.usher.conformance.Json;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.UUID;

/** What PATCH refuses, and that a refused one does nothing (RFC 7644 §3.5.2). */
final class PatchRefusals {
  private static final String TITLE = "{'op': 'replace', 'path': 'title', 'value': 'Boss'}";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          patch(
              "patch-atomic",
              "RFC 7644 §3.5.2",
              "When one operation fails, none is done",
              probe -> {
                Made user = probe.user();
                probe
                    .patch(user.path(), TITLE, "{'op': 'replace', 'path': 'id', 'value': 'forged'}")
                    .status(400);
                probe.get(user.path()).has("/title", "Analyst").has("/id", user.id());
              }),
          patch(
              "patch-read-only",
              "RFC 7644 §3.5.2",
              "A path to a readOnly attribute is 400 mutability",
              probe ->
                  probe
                      .patch(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'meta.created', 'value':"
                              + " '1999-01-01T00:00:00Z'}")
                      .refusal(400, "mutability")),
          patch(
              "patch-remove-required",
              "RFC 7644 §3.5.2.2",
              "A required attribute cannot be removed",
              probe -> {
                Made user = probe.user();
                probe
                    .patch(user.path(), "{'op': 'remove', 'path': 'userName'}")
                    .refusal(400, "mutability", "invalidValue");
                probe.get(user.path()).has("/userName", user.name());
              }),
          patch(
              "patch-remove-no-path",
              "RFC 7644 §3.5.2.2",
              "remove without path is 400 noTarget",
              probe ->
                  probe.patch(probe.user().path(), "{'op': 'remove'}").refusal(400, "noTarget")),
          patch(
              "patch-no-target",
              "RFC 7644 §3.5.2.3",
              "replace by a value path that matches nothing is 400 noTarget",
              probe ->
                  probe
                      .patch(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'emails[value co \\\"nowhere\\\"].value',"
                              + " 'value': 'x@y.example'}")
                      .refusal(400, "noTarget")),
          patch(
              "patch-broken-path",
              "RFC 7644 §3.5.2",
              "A path that cannot be read is 400",
              probe ->
                  probe
                      .patch(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'emails[type eq', 'value': 'x'}")
                      .refusal(400, "invalidPath", "invalidFilter", "invalidSyntax")),
          patch(
              "patch-unknown-operation",
              "RFC 7644 §3.5.2",
              "An operation that is neither add, remove nor replace is 400",
              probe ->
                  probe
                      .patch(probe.user().path(), "{'op': 'move', 'path': 'title', 'value': 'x'}")
                      .refusal(400, "invalidSyntax", "invalidValue")),
          patch(
              "patch-wrong-type",
              "RFC 7644 §3.5.2",
              "A value of the wrong type is 400",
              probe ->
                  probe
                      .patch(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'active', 'value': {'a': 'b'}}")
                      .refusal(400, "invalidValue", "invalidSyntax")),
          patch(
              "patch-unknown-resource",
              "RFC 7644 §3.5.2",
              "PATCH of an unknown id is 404",
              probe -> probe.patch("/Users/" + UUID.randomUUID(), TITLE).status(404)),
          patch(
              "patch-duplicate",
              "RFC 7644 §3.12",
              "PATCH to another's userName is 409 uniqueness",
              probe -> {
                Made first = probe.user();
                Made second = probe.user();
                probe
                    .patch(
                        second.path(),
                        "{'op': 'replace', 'path': 'userName', 'value': '%s'}"
                            .formatted(first.name()))
                    .refusedAs(409, "uniqueness");
                probe.get(second.path()).has("/userName", second.name());
              }),
          patch(
              "patch-no-operations",
              "RFC 7644 §3.5.2",
              "A PATCH that is no list of operations is 400 or changes nothing",
              PatchRefusals::noOperations),
          patch(
              "patch-projected",
              "RFC 7644 §3.5.2",
              "attributes makes PATCH answer 200 with what it names",
              probe -> {
                Made user = probe.user();
                probe
                    .patch(user.path() + "?attributes=title", TITLE)
                    .status(200)
                    .has("/title", "Boss")
                    .has("/id", user.id())
                    .lacks("/emails");
              }));

  private PatchRefusals() {}

  private static void noOperations(Probe probe) {
    Made user = probe.user();
    Exchange answer = probe.send("PATCH", user.path(), Json.object("{'title': 'Boss'}").toString());
    if (answer.status() / 100 != 2) {
      answer.status(400);
    }
    probe.get(user.path()).has("/title", "Analyst");
  }
}
