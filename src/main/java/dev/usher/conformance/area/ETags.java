package dev.usher.conformance.area;

import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;

/** Versions (RFC 7644 §3.14). */
final class ETags {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          etag(
              "etag-header",
              "A resource is answered with an ETag, which meta.version equals",
              probe -> {
                Made user = probe.user();
                Exchange read = probe.get(user.path()).status(200);
                read.has("/meta/version", tag(read));
              }),
          etag(
              "etag-created",
              "The answer to POST has the ETag that GET has",
              probe -> {
                Made user = probe.user();
                Exchange read = probe.get(user.path()).status(200);
                read.require(
                    tag(user.exchange()).equals(tag(read)), "ETag " + tag(user.exchange()));
              }),
          etag(
              "etag-changes",
              "A change changes the ETag",
              probe -> {
                Made user = probe.user();
                String before = tag(probe.get(user.path()).status(200));
                change(probe, user);
                Exchange read = probe.get(user.path()).status(200);
                read.require(!tag(read).equals(before), "another ETag than " + before);
              }),
          etag(
              "etag-not-modified",
              "If-None-Match with the current ETag is 304 without a body",
              probe -> {
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                Exchange answer = probe.get(user.path(), "If-None-Match", tag).status(304);
                answer.require(answer.text().isEmpty(), "no body");
              }),
          etag(
              "etag-modified",
              "If-None-Match with an old ETag is 200",
              probe -> {
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                change(probe, user);
                probe.get(user.path(), "If-None-Match", tag).status(200).has("/id", user.id());
              }),
          etag(
              "etag-match",
              "If-Match with the current ETag lets a change through",
              probe -> {
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                Creating.success(
                    probe.put(user.path(), Probe.userBody(user.name()), "If-Match", tag));
              }),
          etag(
              "etag-put-stale",
              "If-Match with an old ETag stops PUT: 412",
              probe -> {
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                change(probe, user);
                probe
                    .put(
                        user.path(),
                        Probe.userBody(user.name()).put("title", "Late"),
                        "If-Match",
                        tag)
                    .status(412);
                probe.get(user.path()).has("/title", "Countess");
              }),
          etag(
              "etag-patch-stale",
              "If-Match with an old ETag stops PATCH: 412",
              probe -> {
                if (!probe.offers(Feature.PATCH)) {
                  throw new NotOffered("the server does not announce patch");
                }
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                change(probe, user);
                probe
                    .patchWith(
                        user.path(),
                        new String[] {"If-Match", tag},
                        "{'op': 'replace', 'path': 'title', 'value': 'Late'}")
                    .status(412);
                probe.get(user.path()).has("/title", "Countess");
              }),
          etag(
              "etag-delete-stale",
              "If-Match with an old ETag stops DELETE: 412",
              probe -> {
                Made user = probe.user();
                String tag = tag(probe.get(user.path()).status(200));
                change(probe, user);
                probe.delete(user.path(), "If-Match", tag).status(412);
                probe.get(user.path()).status(200);
              }));

  private ETags() {}

  private static Requirement etag(String id, String sentence, Check check) {
    return Requirement.of(Feature.ETAG, id, "RFC 7644 §3.14", sentence, check);
  }

  private static String tag(Exchange answer) {
    String tag = answer.header("ETag");
    answer.require(tag.matches("(W/)?\"[^\"]*\""), "the header ETag");
    return tag;
  }

  private static void change(Probe probe, Made user) {
    Creating.success(probe.put(user.path(), Probe.userBody(user.name()).put("title", "Countess")));
  }
}
