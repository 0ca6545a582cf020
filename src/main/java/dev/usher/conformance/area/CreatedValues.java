package dev.usher.conformance.area;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.conformance.Exchange;
import dev.usher.conformance.Feature;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Probe.Made;
import dev.usher.conformance.Requirement;
import java.util.List;

/** Values as they are written and come back (RFC 7643). */
final class CreatedValues {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  static final List<Requirement> REQUIREMENTS =
      List.of(
          Requirement.of(
              "value-external-id",
              "RFC 7643 §3.1",
              "externalId is the client's and comes back",
              probe -> {
                String external = "External-" + probe.name();
                ObjectNode body = Probe.userBody(probe.name()).put("externalId", external);
                Made user = probe.user(body);
                probe.get(user.path()).status(200).has("/externalId", external);
              }),
          Requirement.of(
              "value-no-external-id",
              "RFC 7643 §3.1",
              "externalId is not made up by the server",
              probe -> probe.user().exchange().lacks("/externalId")),
          Requirement.of(
              "value-unassigned",
              "RFC 7643 §2.5",
              "null and an empty array are the same as nothing",
              probe -> {
                ObjectNode body = Probe.userBody(probe.name());
                body.putNull("nickName").putArray("phoneNumbers");
                Made user = probe.user(body);
                probe.get(user.path()).lacks("/nickName").lacks("/phoneNumbers");
              }),
          Requirement.of(
              "value-unicode",
              "RFC 7643 §2.3.1",
              "Strings are Unicode",
              probe -> {
                String text = "Zoë 😀 שלום \u0416";
                Made user = probe.user(Probe.userBody(probe.name()).put("displayName", text));
                probe.get(user.path()).status(200).has("/displayName", text);
              }),
          Requirement.of(
              "value-boolean",
              "RFC 7643 §2.3.2",
              "A boolean is a JSON boolean",
              probe -> {
                Made user = probe.user();
                user.exchange().require(user.exchange().at("/active").isBoolean(), "active true");
                Made off = probe.user(Probe.userBody(probe.name()).put("active", false));
                probe.get(off.path()).status(200).has("/active", false);
              }),
          Requirement.of(
              "value-multi-valued",
              "RFC 7643 §2.4",
              "A multi-valued attribute keeps its elements with type and primary",
              CreatedValues::multiValued),
          Requirement.of(
              "value-complex",
              "RFC 7643 §2.3.8",
              "A complex attribute keeps its sub-attributes",
              probe -> {
                Exchange read = probe.get(probe.user().path()).status(200);
                read.has("/name/givenName", "Ada").has("/name/familyName", "Lovelace");
              }),
          Requirement.of(
              Feature.ENTERPRISE_USER,
              "value-enterprise",
              "RFC 7643 §4.3",
              "The enterprise extension comes back under its URN, which schemas names",
              CreatedValues::enterprise),
          Requirement.of(
              "value-password",
              "RFC 7643 §4.1.1",
              "A password never comes back",
              CreatedValues::password));

  private CreatedValues() {}

  private static void multiValued(Probe probe) {
    String name = probe.name();
    ObjectNode body = Probe.userBody(name);
    body.withArrayProperty("emails").addObject().put("value", "h." + name).put("type", "home");
    Made user = probe.user(body);
    Exchange read = probe.get(user.path()).status(200);
    JsonNode work = read.element("/emails", "value", name).orElse(null);
    JsonNode home = read.element("/emails", "value", "h." + name).orElse(null);
    read.require(work != null && home != null, "both e-mail addresses");
    read.require(
        work.path("type").asText().equals("work") && work.path("primary").asBoolean(),
        "the work address to be of type work and primary");
    read.require(
        home.path("type").asText().equals("home") && !home.path("primary").asBoolean(),
        "the home address to be of type home and not primary");
  }

  private static void enterprise(Probe probe) {
    ObjectNode body = Probe.userBody(probe.name());
    body.withArrayProperty("schemas").add(ENTERPRISE);
    body.putObject(ENTERPRISE).put("department", "Tour Operations").put("employeeNumber", "701984");
    Made user = probe.user(body);
    Exchange read = probe.get(user.path()).status(200);
    read.has("/" + ENTERPRISE + "/department", "Tour Operations");
    read.has("/" + ENTERPRISE + "/employeeNumber", "701984");
    read.require(read.texts("/schemas").contains(ENTERPRISE), "schemas with " + ENTERPRISE);
  }

  private static void password(Probe probe) {
    String password = "t1meMa$heen-" + probe.name().hashCode();
    ObjectNode body = Probe.userBody(probe.name()).put("password", password);
    Made user = probe.user(body);
    for (Exchange answer :
        List.of(
            user.exchange(),
            probe.get(user.path()),
            probe.get(user.path() + "?attributes=password"),
            probe.get("/Users?count=100&attributes=userName,password"),
            probe.put(user.path(), body))) {
      answer.require(!answer.text().contains(password), "an answer without the password");
      answer.lacks("/password");
    }
  }
}
