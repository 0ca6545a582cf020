package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;

/** What PATCH does by replace and remove, and in general (RFC 7644 §3.5.2). */
final class Patching {
  private static final String REMOVE = "RFC 7644 §3.5.2.2";
  private static final String REPLACE = "RFC 7644 §3.5.2.3";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.without(
              Feature.PATCH,
              "patch-not-implemented",
              "RFC 7644 §3.5.2",
              "PATCH is refused where it is not supported",
              probe ->
                  probe
                      .patch(probe.user().path(), "{'op': 'remove', 'path': 'title'}")
                      .status(405, 501)),
          patch(
              "patch-answer",
              "RFC 7644 §3.5.2",
              "PATCH answers 200 with the resource, or 204",
              Patching::answer),
          patch(
              "patch-replace-simple",
              REPLACE,
              "replace changes a value",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'title', 'value': 'Boss'}")
                      .has("/title", "Boss")),
          patch(
              "patch-replace-missing",
              REPLACE,
              "replace of what is not there adds it",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'nickName', 'value': 'Countess'}")
                      .has("/nickName", "Countess")),
          patch(
              "patch-replace-no-path",
              REPLACE,
              "replace without path replaces what its value has",
              probe ->
                  probe
                      .patched(probe.user().path(), "{'op': 'replace', 'value': {'title': 'Boss'}}")
                      .has("/title", "Boss")
                      .has("/displayName", "Ada Lovelace")),
          patch(
              "patch-replace-complex",
              REPLACE,
              "replace of a complex value changes the sub-attributes that it has",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'name', 'value': {'familyName': 'King'}}")
                      .has("/name/familyName", "King")
                      .has("/name/givenName", "Ada")),
          patch(
              "patch-replace-values",
              REPLACE,
              "replace of a multi-valued attribute replaces all values",
              probe -> {
                Exchange read =
                    probe.patched(
                        probe.user().path(),
                        "{'op': 'replace', 'path': 'emails', 'value': [{'value': 'a@b.example'}]}");
                read.has("/emails/0/value", "a@b.example");
                read.require(read.at("/emails").size() == 1, "one e-mail address");
              }),
          patch(
              "patch-replace-value-path",
              REPLACE,
              "replace by a value path changes the chosen element alone",
              Patching::replacesOneElement),
          patch(
              "patch-boolean",
              REPLACE,
              "active is switched off and on",
              probe -> {
                String path = probe.user().path();
                probe
                    .patched(path, "{'op': 'replace', 'path': 'active', 'value': false}")
                    .has("/active", false);
                probe
                    .patched(path, "{'op': 'replace', 'path': 'active', 'value': true}")
                    .has("/active", true);
              }),
          patch(
              "patch-remove-simple",
              REMOVE,
              "remove takes a value away",
              probe ->
                  probe
                      .patched(probe.user().path(), "{'op': 'remove', 'path': 'title'}")
                      .lacks("/title")),
          patch(
              "patch-remove-sub",
              REMOVE,
              "remove takes a sub-attribute away and leaves the others",
              probe ->
                  probe
                      .patched(probe.user().path(), "{'op': 'remove', 'path': 'name.familyName'}")
                      .lacks("/name/familyName")
                      .has("/name/givenName", "Ada")),
          patch(
              "patch-remove-values",
              REMOVE,
              "remove of a multi-valued attribute takes all values away",
              probe ->
                  probe
                      .patched(probe.user().path(), "{'op': 'remove', 'path': 'emails'}")
                      .lacks("/emails")),
          patch(
              "patch-remove-value-path",
              REMOVE,
              "remove by a value path takes the chosen element alone",
              Patching::removesOneElement),
          patch(
              "patch-several",
              "RFC 7644 §3.5.2",
              "Operations are applied in their order",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'remove', 'path': 'title'}",
                          "{'op': 'add', 'path': 'title', 'value': 'Boss'}",
                          "{'op': 'replace', 'path': 'nickName', 'value': 'a'}",
                          "{'op': 'replace', 'path': 'nickName', 'value': 'b'}")
                      .has("/title", "Boss")
                      .has("/nickName", "b")),
          patch(
              "patch-path-case",
              "RFC 7643 §2.1",
              "Names in a path are compared without case",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'replace', 'path': 'DISPLAYNAME', 'value': 'Countess'}")
                      .has("/displayName", "Countess")),
          patch(
              "patch-urn",
              "RFC 7644 §3.10",
              "A path may have its schema's URN",
              probe ->
                  probe
                      .patched(
                          probe.user().path(),
                          "{'op': 'replace', 'value': 'Countess', 'path':"
                              + " 'urn:ietf:params:scim:schemas:core:2.0:User:displayName'}")
                      .has("/displayName", "Countess")),
          Requirement.of(
              Feature.ENTERPRISE_USER,
              "patch-extension",
              "RFC 7644 §3.10",
              "A path with its URN reaches an extension's attribute",
              Patching::extension));

  private Patching() {}

  static Requirement patch(String id, String section, String sentence, Check check) {
    return Requirement.of(Feature.PATCH, id, section, sentence, check);
  }

  private static void answer(Probe probe) {
    Made user = probe.user();
    Exchange answer =
        probe
            .patch(user.path(), "{'op': 'replace', 'path': 'title', 'value': 'Boss'}")
            .status(200, 204);
    if (answer.status() == 200) {
      answer.has("/id", user.id()).has("/title", "Boss").has("/userName", user.name());
    } else {
      answer.require(answer.text().isEmpty(), "no body");
    }
  }

  /** An operation that adds a second e-mail address. */
  static String home(Made user) {
    return "{'op': 'add', 'path': 'emails', 'value': [{'type': 'home', 'value': 'h.%s'}]}"
        .formatted(user.name());
  }

  private static void replacesOneElement(Probe probe) {
    Made user = probe.user();
    probe.patched(user.path(), home(user));
    Exchange read =
        probe.patched(
            user.path(),
            "{'op': 'replace', 'path': 'emails[type eq \\'home\\'].value', 'value': 'x@y.example'}"
                .replace("\\'", "\\\""));
    read.require(read.element("/emails", "value", "x@y.example").isPresent(), "the new address");
    read.require(read.element("/emails", "value", user.name()).isPresent(), "the other address");
    read.require(read.at("/emails").size() == 2, "two e-mail addresses");
  }

  private static void removesOneElement(Probe probe) {
    Made user = probe.user();
    probe.patched(user.path(), home(user));
    Exchange read =
        probe.patched(user.path(), "{'op': 'remove', 'path': 'emails[type eq \\\"home\\\"]'}");
    read.require(read.element("/emails", "value", user.name()).isPresent(), "the other address");
    read.require(read.at("/emails").size() == 1, "one e-mail address");
  }

  private static void extension(Probe probe) {
    if (!probe.offers(Feature.PATCH)) {
      throw new NotOffered("the server does not announce patch");
    }
    ObjectNode body = Probe.userBody(probe.name());
    Exchange read =
        probe.patched(
            probe.user(body).path(),
            "{'op': 'add', 'path': '%s:department', 'value': 'Sales'}".formatted(ENTERPRISE));
    read.has("/" + ENTERPRISE + "/department", "Sales");
    read.require(read.texts("/schemas").contains(ENTERPRISE), "schemas with " + ENTERPRISE);
  }
}
