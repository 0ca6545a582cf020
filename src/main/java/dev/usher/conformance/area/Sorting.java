package dev.usher.conformance.area;

import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sorting (RFC 7644 §3.4.2.3). */
final class Sorting {
  private static final String SECTION = "RFC 7644 §3.4.2.3";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.without(
              Feature.SORT,
              "sort-ignored",
              SECTION,
              "sortBy does no harm where sorting is not supported",
              probe -> probe.get("/Users?count=1&sortBy=userName").status(200, 400, 501)),
          Requirement.of(
              Feature.SORT,
              "sort-ascending",
              SECTION,
              "sortBy orders upwards",
              probe -> sorted(probe, "nickName", "sortBy=nickName&sortOrder=ascending", false)),
          Requirement.of(
              Feature.SORT,
              "sort-descending",
              SECTION,
              "sortOrder descending orders downwards",
              probe -> sorted(probe, "nickName", "sortBy=nickName&sortOrder=descending", true)),
          Requirement.of(
              Feature.SORT,
              "sort-default",
              SECTION,
              "Without sortOrder the order is upwards",
              probe -> sorted(probe, "nickName", "sortBy=nickName", false)),
          Requirement.of(
              Feature.SORT,
              "sort-sub-attribute",
              SECTION,
              "sortBy takes a sub-attribute",
              probe -> sorted(probe, "familyName", "sortBy=name.familyName", false)),
          Requirement.of(
              Feature.SORT,
              "sort-primary",
              SECTION,
              "A multi-valued attribute sorts by its primary value",
              probe -> sorted(probe, "email", "sortBy=emails.value", false)),
          Requirement.of(
              Feature.SORT,
              "sort-refused",
              "RFC 7644 §3.12",
              "sortBy of an unknown attribute is ignored or 400",
              probe -> {
                Exchange answer = probe.get("/Users?count=1&sortBy=nobodyHasThis");
                if (answer.status() != 200) {
                  answer.status(400);
                }
              }));

  private Sorting() {}

  /** Three users whose case differs, so that an order that minds it comes out wrong. */
  private static void sorted(Probe probe, String by, String query, boolean descending) {
    String title = probe.name();
    List<String> ids = new ArrayList<>();
    for (String value : List.of("bravo", "Alpha", "charlie")) {
      var body = Probe.userBody(probe.name()).put("title", title).put("nickName", value);
      body.withObjectProperty("name").put("familyName", value);
      if (by.equals("email")) {
        var emails = body.putArray("emails");
        emails.addObject().put("type", "home").put("value", "zulu." + title);
        emails
            .addObject()
            .put("type", "work")
            .put("value", value + "." + title)
            .put("primary", true);
      }
      ids.add(probe.user(body).id());
    }
    List<String> wanted = new ArrayList<>(List.of(ids.get(1), ids.get(0), ids.get(2)));
    if (descending) {
      Collections.reverse(wanted);
    }
    if (!probe.offers(Feature.FILTER)) {
      throw new NotOffered("without filters there is no telling");
    }
    Exchange found = probe.find("/Users", "title eq \"" + title + "\"", query).status(200);
    found.require(found.ids().equals(wanted), "the order " + wanted);
  }
}
