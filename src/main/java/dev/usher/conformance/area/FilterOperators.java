package dev.usher.conformance.area;

import static dev.usher.conformance.area.Filtering.mine;
import static dev.usher.conformance.area.Filtering.none;
import static dev.usher.conformance.area.Filtering.only;

import dev.usher.conformance.Feature;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;

/** The operators of filters, each on a user who is found by it and by its contrary not. */
final class FilterOperators {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          operator("ne", "ne is the contrary of eq", "title ne \"Boss\"", "title ne \"Analyst\""),
          operator("co", "co looks for a part", "title co \"naly\"", "title co \"boss\""),
          operator("sw", "sw looks for a start", "title sw \"Ana\"", "title sw \"naly\""),
          operator("ew", "ew looks for an end", "title ew \"lyst\"", "title ew \"naly\""),
          operator("pr", "pr looks for a value", "title pr", "nickName pr"),
          operator(
              "order",
              "gt, ge, lt and le order strings",
              "title gt \"Alpha\" and title le \"Analyst\"",
              "title gt \"Analyst\" or title lt \"Alpha\" and title pr"),
          operator(
              "and",
              "and holds when both sides do",
              "title pr and displayName pr",
              "title pr and nickName pr"),
          operator(
              "or",
              "or holds when one side does",
              "(nickName pr or title pr)",
              "(nickName pr or profileUrl pr)"),
          operator("not", "not turns a filter around", "not (nickName pr)", "not (title pr)"),
          operator(
              "precedence",
              "and binds stronger than or, parentheses stronger than both",
              "(title eq \"Analyst\" or nickName pr and nickName eq \"x\")",
              "(title eq \"Analyst\" or nickName pr) and nickName eq \"x\""),
          Requirement.of(
              Feature.FILTER,
              "filter-operator-list",
              "RFC 7644 §3.4.2",
              "A filter finds all that match and counts them",
              FilterOperators::all));

  private FilterOperators() {}

  private static Requirement operator(String name, String sentence, String found, String not) {
    return Requirement.of(
        Feature.FILTER,
        "filter-operator-" + name,
        "RFC 7644 §3.4.2.2",
        sentence,
        probe -> {
          Made user = probe.user();
          only(mine(probe, user, "(" + found + ")"), user);
          none(mine(probe, user, "(" + not + ")"));
        });
  }

  private static void all(Probe probe) {
    String title = probe.name();
    List<String> made =
        java.util.stream.Stream.generate(
                () -> probe.user(Probe.userBody(probe.name()).put("title", title)).id())
            .limit(3)
            .toList();
    var found = probe.find("/Users", "title eq \"" + title + "\"").status(200);
    found.require(
        new java.util.HashSet<>(found.ids()).equals(new java.util.HashSet<>(made)),
        "the resources " + made);
    found.has("/totalResults", 3);
  }
}
