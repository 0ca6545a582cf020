package dev.usher.conformance.area;

import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Paging by index (RFC 7644 §3.4.2.4). */
final class IndexPaging {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          paging(
              "page-count",
              "count limits the resources of a page, not totalResults",
              probe -> {
                Exchange page = page(probe, five(probe), "startIndex=1&count=2");
                page.require(page.resources().size() == 2, "two resources");
                page.has("/totalResults", 5);
              }),
          paging(
              "page-items",
              "itemsPerPage and startIndex tell of the page",
              probe -> {
                Exchange page = page(probe, five(probe), "startIndex=4&count=3");
                page.require(page.resources().size() == 2, "two resources");
                page.has("/itemsPerPage", 2).has("/startIndex", 4);
              }),
          paging("page-walk", "Pages together have everything once", IndexPaging::walk),
          paging(
              "page-start-below-one",
              "A startIndex below 1 is 1",
              probe -> {
                String title = five(probe);
                List<String> first = page(probe, title, "startIndex=1&count=2").ids();
                for (String start : List.of("0", "-3")) {
                  Exchange page = page(probe, title, "startIndex=" + start + "&count=2");
                  page.require(page.ids().equals(first), "the first page");
                }
              }),
          paging(
              "page-count-zero",
              "count 0 is the total without resources",
              probe -> {
                Exchange page = page(probe, five(probe), "count=0");
                page.require(page.resources().isEmpty(), "no resources");
                page.has("/totalResults", 5);
              }),
          paging(
              "page-count-negative",
              "A negative count is 0",
              probe -> {
                Exchange page = page(probe, five(probe), "count=-2");
                page.require(page.resources().isEmpty(), "no resources");
                page.has("/totalResults", 5);
              }),
          paging(
              "page-past-the-end",
              "A page past the end is empty",
              probe -> {
                Exchange page = page(probe, five(probe), "startIndex=100&count=2");
                page.require(page.resources().isEmpty(), "no resources");
                page.has("/totalResults", 5);
              }),
          Requirement.of(
              Feature.INDEX,
              "page-refused",
              "RFC 7644 §3.12",
              "A count that is no number is not a server error",
              probe -> {
                Exchange answer = probe.get("/Users?count=abc");
                if (answer.status() != 200) {
                  answer.status(400);
                }
              }));

  private IndexPaging() {}

  private static Requirement paging(String id, String sentence, Check check) {
    return Requirement.of(Feature.INDEX, id, "RFC 7644 §3.4.2.4", sentence, check);
  }

  /** Five users with one title. */
  static String five(Probe probe) {
    if (!probe.offers(Feature.FILTER)) {
      throw new NotOffered("without filters there is no telling");
    }
    String title = probe.name();
    for (int i = 0; i < 5; i++) {
      probe.user(Probe.userBody(probe.name()).put("title", title));
    }
    return title;
  }

  private static Exchange page(Probe probe, String title, String parameters) {
    return probe.find("/Users", "title eq \"" + title + "\"", parameters).status(200);
  }

  private static void walk(Probe probe) {
    String title = five(probe);
    List<String> seen = new ArrayList<>();
    Exchange page = null;
    for (int start = 1; start <= 5; start += 2) {
      page = page(probe, title, "startIndex=" + start + "&count=2");
      seen.addAll(page.ids());
    }
    page.require(
        seen.size() == 5 && new HashSet<>(seen).size() == 5,
        "five different resources on three pages, not " + seen.size());
  }
}
