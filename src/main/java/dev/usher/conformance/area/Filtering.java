package dev.usher.conformance.area;

import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Filters: what they can be about and what is refused (RFC 7644 §3.4.2.2). */
final class Filtering {
  private static final String SECTION = "RFC 7644 §3.4.2.2";
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.without(
              Feature.FILTER,
              "filter-refused",
              "RFC 7644 §3.12",
              "A filter is refused where filters are not supported",
              probe -> probe.find("/Users", "userName eq \"x\"").status(400, 403, 501)),
          filter(
              "filter-username",
              "userName eq finds the one user",
              probe -> {
                Made user = probe.user();
                only(probe.find("/Users", "userName eq \"" + user.name() + "\""), user);
              }),
          filter(
              "filter-none",
              "A filter that matches nothing is 200 with totalResults 0",
              probe -> {
                Exchange found = probe.find("/Users", "userName eq \"" + UUID.randomUUID() + "\"");
                found.status(200).has("/totalResults", 0).lacks("/Resources");
              }),
          filter(
              "filter-case-ignored",
              "A string that is not caseExact is compared without case",
              probe -> {
                Made user = probe.user();
                String other = user.name().toUpperCase(Locale.ROOT);
                only(probe.find("/Users", "userName eq \"" + other + "\""), user);
              }),
          filter("filter-case-exact", "externalId is compared with case", Filtering::caseExact),
          filter(
              "filter-name-case",
              "Attribute names and operators are compared without case",
              probe -> {
                Made user = probe.user();
                only(probe.find("/Users", "USERNAME Eq \"" + user.name() + "\""), user);
              }),
          filter(
              "filter-urn",
              "An attribute may be named with its schema's URN",
              probe -> {
                Made user = probe.user();
                only(probe.find("/Users", USER + ":userName eq \"" + user.name() + "\""), user);
              }),
          filter(
              "filter-id",
              "id eq finds the one user",
              probe -> {
                Made user = probe.user();
                only(probe.find("/Users", "id eq \"" + user.id() + "\""), user);
              }),
          filter(
              "filter-sub-attribute",
              "A sub-attribute is named with a dot",
              probe -> {
                Made user = probe.user();
                only(mine(probe, user, "name.familyName eq \"Lovelace\""), user);
                none(mine(probe, user, "name.familyName eq \"Hopper\""));
              }),
          filter(
              "filter-multi-valued",
              "A multi-valued attribute matches when one of its values does",
              probe -> {
                Made user = probe.user();
                only(probe.find("/Users", "emails.value eq \"" + user.name() + "\""), user);
              }),
          filter(
              "filter-value-path",
              "A value path holds when one and the same element meets it",
              probe -> {
                Made user = probe.user();
                String both = "emails[type eq \"%s\" and value eq \"" + user.name() + "\"]";
                only(probe.find("/Users", both.formatted("work")), user);
                none(probe.find("/Users", both.formatted("home")));
              }),
          filter(
              "filter-boolean",
              "A boolean is compared with true and false",
              probe -> {
                Made user = probe.user();
                only(mine(probe, user, "active eq true"), user);
                none(mine(probe, user, "active eq false"));
              }),
          filter(
              "filter-boolean-order",
              "A boolean has no order: gt is 400 invalidFilter",
              probe -> probe.find("/Users", "active gt true").refusal(400, "invalidFilter")),
          filter("filter-date-time", "A dateTime is compared as a time", Filtering::dateTime),
          filter(
              "filter-date-time-offset",
              "The same time with another offset is equal",
              Filtering::offset),
          Requirement.of(
              Feature.ENTERPRISE_USER,
              "filter-extension",
              SECTION,
              "An extension's attribute is named with its URN",
              Filtering::extension),
          filter(
              "filter-escapes",
              "A value may have escaped quotes and other special characters",
              probe -> {
                var body = Probe.userBody(probe.name());
                body.put("displayName", "50% \"off\" \\ & a_b");
                Made user = probe.user(body);
                String value = "displayName eq \"50% \\\"off\\\" \\\\ & a_b\"";
                only(mine(probe, user, value), user);
              }),
          filter(
              "filter-broken",
              "A filter that cannot be read is 400 invalidFilter",
              probe -> {
                for (String broken : List.of("userName eq", "userName xx \"a\"", "(userName pr")) {
                  probe.find("/Users", broken).refusedAs(400, "invalidFilter");
                }
              }),
          filter(
              "filter-unknown",
              "A filter by an attribute that nobody has finds nothing or is 400",
              probe -> {
                Exchange found = probe.find("/Users", "nobodyHasThis eq \"x\"");
                if (found.status() == 200) {
                  found.has("/totalResults", 0);
                } else {
                  found.status(400);
                }
              }),
          filter(
              "filter-password",
              "A password cannot be found out by a filter",
              probe -> {
                Exchange found = probe.find("/Users", "password sw \"a\"");
                if (found.status() == 200) {
                  found.has("/totalResults", 0);
                } else {
                  found.status(400, 403);
                }
              }));

  private Filtering() {}

  private static Requirement filter(String id, String sentence, Check check) {
    return Requirement.of(Feature.FILTER, id, SECTION, sentence, check);
  }

  /** A filter that looks at one user alone, whoever else is on the server. */
  static Exchange mine(Probe probe, Made user, String filter) {
    return probe.find("/Users", "userName eq \"" + user.name() + "\" and " + filter);
  }

  static void only(Exchange found, Made user) {
    found.status(200);
    found.require(found.ids().equals(List.of(user.id())), "the one resource " + user.id());
  }

  static void none(Exchange found) {
    found.status(200);
    found.require(found.resources().isEmpty(), "no resource");
  }

  private static void caseExact(Probe probe) {
    String external = "CaSe-" + probe.name();
    Made user = probe.user(Probe.userBody(probe.name()).put("externalId", external));
    only(probe.find("/Users", "externalId eq \"" + external + "\""), user);
    none(probe.find("/Users", "externalId eq \"" + external.toLowerCase(Locale.ROOT) + "\""));
  }

  private static void dateTime(Probe probe) {
    Made user = probe.user();
    Instant changed = Times.instant(user.exchange().at("/meta/lastModified"));
    String before = changed.minusSeconds(60).toString();
    String after = changed.plusSeconds(60).toString();
    only(mine(probe, user, "meta.lastModified gt \"" + before + "\""), user);
    only(mine(probe, user, "meta.lastModified ge \"" + before + "\""), user);
    only(mine(probe, user, "meta.lastModified lt \"" + after + "\""), user);
    only(mine(probe, user, "meta.lastModified le \"" + after + "\""), user);
    none(mine(probe, user, "meta.lastModified gt \"" + after + "\""));
    none(mine(probe, user, "meta.lastModified lt \"" + before + "\""));
  }

  private static void offset(Probe probe) {
    Made user = probe.user();
    Instant created = Times.instant(user.exchange().at("/meta/created"));
    String elsewhere = created.atOffset(ZoneOffset.ofHours(5)).toString();
    only(mine(probe, user, "meta.created eq \"" + elsewhere + "\""), user);
  }

  private static void extension(Probe probe) {
    if (!probe.offers(Feature.FILTER)) {
      throw new NotOffered("the server does not announce filter");
    }
    var body = Probe.userBody(probe.name());
    body.withArrayProperty("schemas").add(ENTERPRISE);
    body.putObject(ENTERPRISE).put("department", "Tour Operations");
    Made user = probe.user(body);
    only(mine(probe, user, ENTERPRISE + ":department eq \"tour operations\""), user);
    none(mine(probe, user, ENTERPRISE + ":department eq \"sales\""));
  }
}
