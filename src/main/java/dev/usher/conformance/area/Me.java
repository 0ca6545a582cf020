package dev.usher.conformance.area;

import dev.usher.conformance.Exchange;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.List;

/** The alias of the authenticated person (RFC 7644 §3.11). */
final class Me {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "me",
              "RFC 7644 §3.11",
              "/Me is the authenticated person, a redirection to them, or 501",
              Me::alias),
          Requirement.of(
              "me-refused",
              "RFC 7644 §3.11",
              "Where /Me is not there, that is told as a SCIM error",
              probe -> {
                Exchange me = probe.get("/Me");
                if (me.status() < 400) {
                  throw new NotOffered("the token has a person");
                }
                me.error(404, 405, 501);
              }));

  private Me() {}

  private static void alias(Probe probe) {
    Exchange me = probe.get("/Me");
    if (List.of(404, 405, 501).contains(me.status())) {
      throw new NotOffered("/Me answers " + me.status());
    }
    me.status(200, 307, 308);
    if (me.status() == 200) {
      me.require(me.at("/userName").isTextual(), "a user");
      probe.get("/Users/" + me.id()).status(200).has("/userName", me.at("/userName").asText());
    } else {
      me.require(me.header("Location").contains("/Users/"), "the Location of a user");
    }
  }
}
