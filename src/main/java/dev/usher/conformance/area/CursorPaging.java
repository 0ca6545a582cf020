package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.Json;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Paging by cursor (RFC 9865). */
final class CursorPaging {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          cursor(
              "cursor-announced",
              "RFC 9865 §4",
              "The announcement of paging is well formed",
              CursorPaging::announced),
          cursor(
              "cursor-first",
              "RFC 9865 §2",
              "An empty cursor asks for the first page, which has a nextCursor",
              probe -> {
                String title = IndexPaging.five(probe);
                for (String empty : List.of("cursor", "cursor=")) {
                  Exchange page = page(probe, title, empty + "&count=2");
                  page.require(page.resources().size() <= 2, "two resources at most");
                  next(page);
                  page.lacks("/previousCursor");
                }
              }),
          cursor(
              "cursor-walk",
              "RFC 9865 §2",
              "Following nextCursor has everything once, and the last page has none",
              CursorPaging::walk),
          cursor(
              "cursor-characters",
              "RFC 9865 §2",
              "A cursor has unreserved characters of URLs only",
              probe -> {
                Exchange page = page(probe, IndexPaging.five(probe), "cursor&count=2");
                page.require(next(page).matches("[A-Za-z0-9._~-]+"), "unreserved characters");
              }),
          cursor(
              "cursor-total",
              "RFC 9865 §2",
              "totalResults, when given, counts all pages",
              probe -> {
                Exchange page = page(probe, IndexPaging.five(probe), "cursor&count=2");
                if (!page.at("/totalResults").isMissingNode()) {
                  page.has("/totalResults", 5);
                }
              }),
          cursor(
              "cursor-single-page",
              "RFC 9865 §2",
              "A page that has everything has no nextCursor",
              probe -> {
                Exchange page = page(probe, IndexPaging.five(probe), "cursor&count=50");
                page.require(page.resources().size() == 5, "five resources");
                page.lacks("/nextCursor");
              }),
          cursor(
              "cursor-negative-count",
              "RFC 9865 §2",
              "A negative count is 0, which has no resources",
              probe -> {
                Exchange page = page(probe, IndexPaging.five(probe), "cursor&count=-1");
                page.require(page.resources().isEmpty(), "no resources");
              }),
          cursor(
              "cursor-invalid",
              "RFC 9865 §2.1",
              "A cursor that the server did not make is 400 invalidCursor",
              probe ->
                  probe
                      .get("/Users?cursor=nobodyMadeThis&count=2")
                      .refusedAs(400, "invalidCursor")),
          cursor(
              "cursor-other-count",
              "RFC 9865 §2.1",
              "Another count than the first page's is 400 invalidCount",
              probe -> {
                String title = IndexPaging.five(probe);
                String next = next(page(probe, title, "cursor&count=2"));
                found(probe, title, "cursor=" + next + "&count=3").refusedAs(400, "invalidCount");
              }),
          cursor(
              "cursor-other-filter",
              "RFC 9865 §2",
              "A cursor does not continue another query",
              probe -> {
                String next = next(page(probe, IndexPaging.five(probe), "cursor&count=2"));
                probe
                    .find("/Users", "userName pr", "cursor=" + next + "&count=2")
                    .refusal(400, "invalidCursor", "invalidValue", "invalidFilter");
              }),
          cursor(
              "cursor-search",
              "RFC 9865 §3",
              "/.search takes a cursor in its body",
              CursorPaging::search),
          cursor(
              "cursor-sorted",
              "RFC 9865 §2.2",
              "Pages by cursor are sorted as a whole",
              CursorPaging::sorted));

  private CursorPaging() {}

  private static Requirement cursor(String id, String section, String sentence, Check check) {
    return Requirement.of(Feature.CURSOR, id, section, sentence, check);
  }

  private static Exchange found(Probe probe, String title, String parameters) {
    return probe.find("/Users", "title eq \"" + title + "\"", parameters);
  }

  private static Exchange page(Probe probe, String title, String parameters) {
    return found(probe, title, parameters).status(200);
  }

  private static String next(Exchange page) {
    JsonNode next = page.at("/nextCursor");
    page.require(next.isTextual() && !next.textValue().isEmpty(), "a nextCursor");
    return next.textValue();
  }

  private static void announced(Probe probe) {
    Exchange config = probe.get("/ServiceProviderConfig").status(200);
    JsonNode paging = config.at("/pagination");
    config.require(paging.path("cursor").isBoolean(), "pagination.cursor, a boolean");
    config.require(paging.path("index").isBoolean(), "pagination.index, a boolean");
    config.require(
        !paging.has("defaultPaginationMethod")
            || List.of("cursor", "index").contains(paging.get("defaultPaginationMethod").asText()),
        "defaultPaginationMethod cursor or index");
    for (String number : List.of("defaultPageSize", "maxPageSize", "cursorTimeout")) {
      config.require(
          !paging.has(number) || paging.get(number).asInt() > 0, number + ", a positive number");
    }
  }

  private static void walk(Probe probe) {
    String title = IndexPaging.five(probe);
    Exchange page = page(probe, title, "cursor&count=2");
    List<String> seen = new ArrayList<>(page.ids());
    for (int pages = 1; page.at("/nextCursor").isTextual(); pages++) {
      page.require(pages < 10, "an end after five resources");
      page = page(probe, title, "cursor=" + next(page) + "&count=2");
      seen.addAll(page.ids());
    }
    page.require(
        seen.size() == 5 && new HashSet<>(seen).size() == 5,
        "five different resources, not " + seen.size());
  }

  private static void search(Probe probe) {
    String title = IndexPaging.five(probe);
    ObjectNode body =
        Json.object("{'schemas': ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']}");
    body.put("filter", "title eq \"" + title + "\"").put("cursor", "").put("count", 3);
    Exchange first = probe.post("/Users/.search", body).status(200);
    List<String> seen = new ArrayList<>(first.ids());
    body.put("cursor", next(first));
    Exchange second = probe.post("/Users/.search", body).status(200);
    seen.addAll(second.ids());
    second.require(new HashSet<>(seen).size() == 5, "the remaining resources");
  }

  private static void sorted(Probe probe) {
    String title = IndexPaging.five(probe);
    String order = "sortBy=userName&sortOrder=descending&count=3&attributes=userName&cursor";
    Exchange first = page(probe, title, order);
    Exchange second = page(probe, title, order + "=" + next(first));
    List<String> names = new ArrayList<>();
    first.resources().forEach(each -> names.add(each.path("userName").asText()));
    second.resources().forEach(each -> names.add(each.path("userName").asText()));
    List<String> wanted = new ArrayList<>(names);
    wanted.sort(String.CASE_INSENSITIVE_ORDER.reversed());
    if (probe.offers(Feature.SORT)) {
      second.require(names.equals(wanted) && names.size() == 5, "the order " + wanted);
    }
  }
}
