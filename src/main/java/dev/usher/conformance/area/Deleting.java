package dev.usher.conformance.area;

import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.UUID;

/** Deleting resources (RFC 7644 §3.6). */
final class Deleting {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          delete(
              "delete-status",
              "DELETE answers 204 without a body",
              probe -> {
                Exchange answer = probe.delete(probe.user().path()).status(204);
                answer.require(answer.text().isEmpty(), "no body");
              }),
          delete(
              "delete-gone",
              "A deleted resource is 404 for every method",
              probe -> {
                Made user = deleted(probe);
                probe.get(user.path()).status(404);
                probe.put(user.path(), Probe.userBody(user.name())).status(404);
                probe.delete(user.path()).status(404);
                if (probe.offers(Feature.PATCH)) {
                  probe
                      .patch(user.path(), "{'op': 'replace', 'path': 'title', 'value': 'x'}")
                      .status(404);
                }
              }),
          delete(
              "delete-not-found",
              "A deleted resource is in no list",
              probe -> {
                if (!probe.offers(Feature.FILTER)) {
                  throw new NotOffered("the server does not announce filter");
                }
                Made user = deleted(probe);
                Filtering.none(probe.find("/Users", "userName eq \"" + user.name() + "\""));
              }),
          delete(
              "delete-name-free",
              "The userName of a deleted user is free again",
              probe -> {
                Made user = deleted(probe);
                Made again = probe.user(Probe.userBody(user.name()));
                again.exchange().require(!again.id().equals(user.id()), "another id");
              }),
          delete(
              "delete-unknown",
              "DELETE of an unknown id is 404",
              probe -> probe.delete("/Users/" + UUID.randomUUID()).status(404)),
          delete(
              "delete-no-accept",
              "DELETE needs no Accept header",
              probe -> Creating.success(probe.delete(probe.user().path(), "Accept", ""))));

  private Deleting() {}

  private static Requirement delete(String id, String sentence, Check check) {
    return Requirement.of(id, "RFC 7644 §3.6", sentence, check);
  }

  private static Made deleted(Probe probe) {
    Made user = probe.user();
    Creating.success(probe.delete(user.path()));
    return user;
  }
}
