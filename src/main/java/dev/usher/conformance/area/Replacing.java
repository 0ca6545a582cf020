package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Check;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;
import java.util.UUID;

/** PUT (RFC 7644 §3.5.1). */
final class Replacing {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          put(
              "put-status",
              "PUT answers 200 with the resource",
              probe -> {
                Made user = probe.user();
                probe
                    .put(user.path(), Probe.userBody(user.name()).put("title", "Countess"))
                    .status(200)
                    .has("/id", user.id())
                    .has("/title", "Countess");
              }),
          put(
              "put-replaces",
              "What PUT writes is what is read",
              probe -> {
                Made user = probe.user();
                ObjectNode body = Probe.userBody(user.name()).put("displayName", "Countess");
                body.withObjectProperty("name").put("familyName", "King");
                Creating.success(probe.put(user.path(), body));
                probe
                    .get(user.path())
                    .has("/displayName", "Countess")
                    .has("/name/familyName", "King")
                    .has("/name/givenName", "Ada");
              }),
          put(
              "put-multi-valued",
              "A multi-valued attribute is replaced as a whole",
              probe -> {
                Made user = probe.user();
                ObjectNode body = Probe.userBody(user.name());
                body.putArray("emails").addObject().put("value", "n." + user.name());
                Creating.success(probe.put(user.path(), body));
                Exchange read = probe.get(user.path()).has("/emails/0/value", "n." + user.name());
                read.require(read.at("/emails").size() == 1, "one e-mail address");
              }),
          put(
              "put-read-only-ignored",
              "readOnly attributes are ignored",
              probe -> {
                Made user = probe.user();
                ObjectNode body = Probe.userBody(user.name());
                body.putObject("meta").put("created", "1999-01-01T00:00:00Z");
                Creating.success(probe.put(user.path(), body));
                probe
                    .get(user.path())
                    .has("/id", user.id())
                    .has("/meta/created", user.exchange().at("/meta/created").asText());
              }),
          put(
              "put-what-was-read",
              "PUT of what GET answered changes nothing",
              probe -> {
                Made user = probe.user();
                Exchange read = probe.get(user.path()).status(200);
                Creating.success(probe.put(user.path(), read.body()));
                Exchange again = probe.get(user.path()).status(200);
                ObjectNode was = read.body().deepCopy();
                ObjectNode is = again.body().deepCopy();
                was.remove("meta");
                is.remove("meta");
                again.require(is.equals(was), "the same resource as before, " + was);
              }),
          put(
              "put-unknown",
              "PUT creates nothing: an unknown id is 404",
              probe ->
                  probe
                      .put("/Users/" + UUID.randomUUID(), Probe.userBody(probe.name()))
                      .status(404)),
          put(
              "put-required",
              "PUT without a required attribute is 400",
              probe -> {
                Made user = probe.user();
                ObjectNode body = Probe.userBody(user.name());
                body.remove("userName");
                probe
                    .put(user.path(), body)
                    .refusal(400, "invalidValue", "mutability", "invalidSyntax");
                probe.get(user.path()).has("/userName", user.name());
              }),
          put(
              "put-duplicate",
              "PUT of another's userName is 409 uniqueness",
              probe -> {
                Made first = probe.user();
                Made second = probe.user();
                probe.put(second.path(), Probe.userBody(first.name())).refusedAs(409, "uniqueness");
                probe.get(second.path()).has("/userName", second.name());
              }),
          put(
              "put-last-modified",
              "A change moves meta.lastModified on and leaves meta.created",
              probe -> {
                Made user = probe.user();
                Creating.success(
                    probe.put(user.path(), Probe.userBody(user.name()).put("title", "Countess")));
                Exchange read = probe.get(user.path()).status(200);
                read.has("/meta/created", user.exchange().at("/meta/created").asText());
                read.require(
                    !Times.instant(read.at("/meta/lastModified"))
                        .isBefore(Times.instant(user.exchange().at("/meta/lastModified"))),
                    "a later meta.lastModified");
              }),
          put(
              "put-projected",
              "excludedAttributes chooses what the answer to PUT has",
              probe -> {
                Made user = probe.user();
                probe
                    .put(user.path() + "?excludedAttributes=emails", Probe.userBody(user.name()))
                    .status(200)
                    .lacks("/emails")
                    .has("/userName", user.name());
              }));

  private Replacing() {}

  private static Requirement put(String id, String sentence, Check check) {
    return Requirement.of(id, "RFC 7644 §3.5.1", sentence, check);
  }
}
