package dev.usher.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Values to write: canonical ones, else those of the account's catalogue, else ones of the declared
 * type. For each attribute a first and a second one, which differ.
 */
final class ExampleValues {
  private static final List<String> CERTIFICATES = List.of("MIIBszCCARwCCQ==", "AQIDBAUGBwg=");

  private final List<String> grants;
  private final List<String> seats;
  private final String seatName;
  private final String grantName;
  private final List<String> roles;
  private final List<String> users;
  private final Supplier<String> absentee;

  /**
   * @param client whose account's catalogue is looked up
   * @param roles ids of account roles, as {@code accountRole} is said to have them
   * @param users ids of two people
   * @param absentee makes one more person, who can be invited, and tells the id
   */
  ExampleValues(
      ScimClient client, List<String> roles, List<String> users, Supplier<String> absentee) {
    this.grants = texts(client, "/ProjectRoles", "id");
    this.seats = texts(client, "/Licenses", "id");
    this.seatName = texts(client, "/Licenses", "display").get(0);
    this.grantName = texts(client, "/ProjectRoles", "display").get(0);
    this.roles = roles;
    this.users = users;
    this.absentee = absentee;
  }

  private static List<String> texts(ScimClient client, String endpoint, String member) {
    List<String> texts = new ArrayList<>();
    client
        .get(endpoint)
        .body()
        .get("Resources")
        .forEach(each -> texts.add(each.get(member).textValue()));
    return texts;
  }

  /** The value as it would stand in a resource: an array when the attribute is multi-valued. */
  JsonNode whole(ServedAttribute attribute, int which) {
    JsonNode one = one(attribute, which);
    return attribute.multiValued() ? JsonNodeFactory.instance.arrayNode().add(one) : one;
  }

  ArrayNode both(ServedAttribute attribute) {
    return JsonNodeFactory.instance.arrayNode().add(one(attribute, 0)).add(one(attribute, 1));
  }

  /** One value: an element when the attribute is multi-valued. */
  JsonNode one(ServedAttribute attribute, int which) {
    if (attribute.complex()) {
      ObjectNode value = ServedAttribute.object();
      for (ServedAttribute sub : attribute.subAttributes()) {
        // none of what the catalogue entitles to is primary
        boolean kept = !sub.local().equals("entitlements.primary");
        if (kept && !sub.mutability().equals("readOnly")) {
          value.set(sub.name(), one(sub, which));
        }
      }
      return value;
    }
    return switch (attribute.local()) {
      case "projectRoles", "project_roles" -> text(grants.get(which));
      case "entitlements.value" -> text(which == 0 ? seats.get(0) : grants.get(0));
      case "entitlements.display" -> text(which == 0 ? seatName : grantName);
      case "roles.value" -> text(roles.get(which));
      case "members.value" -> text(users.get(which));
      case "members.$ref" -> text("https://example.com/Users/" + users.get(which));
      case "members.type" -> text("User");
      case "user.value" -> text(absentee.get());
      case "employmentStartDate" -> text(which == 0 ? "2024-02-29" : "2025-12-01");
      default -> ofType(attribute, which);
    };
  }

  private static JsonNode ofType(ServedAttribute attribute, int which) {
    if (!attribute.canonicalValues().isEmpty()) {
      return text(attribute.canonicalValues().get(which));
    }
    return switch (attribute.type()) {
      case "boolean" -> BooleanNode.valueOf(which == 0);
      case "binary" -> text(CERTIFICATES.get(which));
      case "reference" -> text("https://example.com/" + attribute.name() + "/" + which);
      case "string" -> text(attribute.name() + "-" + which + unique(attribute));
      default -> throw new IllegalStateException("nothing writable is a " + attribute.type());
    };
  }

  private static String unique(ServedAttribute attribute) {
    return attribute.uniqueInServer() ? "-" + UUID.randomUUID() : "";
  }

  private static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }
}
